import { sql } from 'drizzle-orm';
import type { Database } from '../db/database.js';
import type { Hits, ShareHits } from './rate-limiter.js';

/**
 * Counts of all servers, in a table that is not logged. `undefined` for the embedded database, which one server has.
 *
 * The names are sorted, so that two servers never wait for each other's rows.
 */
export function sharedHits(database: Database): ShareHits | undefined {
  if (database.kind === 'pglite') return undefined;
  const { db } = database;
  return async (hits) => {
    const sorted = hits.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const oldest = (sorted[0]?.minute ?? 0) - 1;
    await db.execute(sql`DELETE FROM request_counts WHERE minute < ${oldest}`);
    const result = await db.execute(sql`
      INSERT INTO request_counts (name, minute, hits)
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) AS mine (name text, minute bigint, hits integer)
      ON CONFLICT (name, minute) DO UPDATE SET hits = request_counts.hits + excluded.hits
      RETURNING name, minute, hits`);
    const { rows } = result as unknown as { rows: { name: string; minute: string; hits: number }[] };
    return rows.map(({ name, minute, hits: sum }): Hits => ({ name, minute: Number(minute), hits: sum }));
  };
}
