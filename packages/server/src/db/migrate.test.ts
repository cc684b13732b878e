import { readdirSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../test-support/database-template.js';
import type { Database } from './database.js';
import { migrationStatus, pushMigrations, rollbackMigrations } from './migrate.js';
import { openMemoryDatabase } from './pglite.js';

let database: Database;
beforeAll(async () => {
  database = await openMemoryDatabase(await emptyDatabase());
});
afterAll(() => database.close());

const columns = async (table: string): Promise<string[]> => {
  const result = await database.db.execute(
    sql`SELECT column_name FROM information_schema.columns WHERE table_name = ${table}`,
  );
  return (result as unknown as { rows: { column_name: string }[] }).rows.map((row) => row.column_name);
};

/** Every step, in the order of its making. */
const ALL = readdirSync(new URL('../../migrations/', import.meta.url))
  .filter((file) => file.endsWith('.up.sql'))
  .map((file) => file.replace('.up.sql', ''))
  .sort();

describe('pushMigrations()', () => {
  it('makes the schema, and changes nothing the second time (promise 66)', async () => {
    expect(await pushMigrations(database)).toEqual(ALL);
    expect(await pushMigrations(database)).toEqual([]);
  });

  it('has the columns that other code depends on (promise 4, promise 5)', async () => {
    expect(await columns('videos')).toEqual(
      expect.arrayContaining([
        ...['peertube_id', 'peertube_uuid', 'peertube_embed_url', 'peertube_download_url', 'peertube_channel_id'],
      ]),
    );
    expect(await columns('streams')).toEqual(
      expect.arrayContaining([
        ...['peertube_id', 'peertube_uuid', 'peertube_embed_url', 'rtmp_url', 'stream_key', 'peertube_channel_id'],
        ...['permanent_live', 'save_replay'],
      ]),
    );
  });
});

describe('migrationStatus()', () => {
  it('says of each step whether and when it was applied', async () => {
    expect((await migrationStatus(database)).map(({ name }) => name)).toEqual(ALL);
    await rollbackMigrations(database);
    const steps = await migrationStatus(database);
    expect(steps.filter(({ appliedAt }) => appliedAt === null).map(({ name }) => name)).toEqual(ALL.slice(-1));
    expect(Date.parse(steps[0]?.appliedAt ?? '')).toBeGreaterThan(Date.now() - 3_600_000);
    await pushMigrations(database);
  });
});

describe('rollbackMigrations()', () => {
  it('undoes the newest step and keeps the rows (promise 71)', async () => {
    await database.db.execute(sql`
      INSERT INTO videos (id, owner_id, name, privacy, filename, media_type, size_bytes, state)
      VALUES (gen_random_uuid(), 'alice', 'a name', 'public', 'a.mp4', 'video/mp4', 1, 'local')`);
    expect(await rollbackMigrations(database)).toEqual(ALL.slice(-1));
    expect(await pushMigrations(database)).toEqual(ALL.slice(-1));
    const result = await database.db.execute(sql`SELECT count(*)::int AS count FROM videos`);
    expect((result as unknown as { rows: unknown[] }).rows).toEqual([{ count: 1 }]);
  });

  it('undoes everything, and everything can be made again', async () => {
    expect(await rollbackMigrations(database, ALL.length)).toEqual(ALL.toReversed());
    expect(await columns('videos')).toEqual([]);
    expect(await pushMigrations(database)).toEqual(ALL);
  });

  it('a database of a newer server is refused', async () => {
    await database.db.execute(sql`INSERT INTO piyakast_migrations (version, name) VALUES (9999, 'later')`);
    await expect(pushMigrations(database)).rejects.toMatchObject({ code: 'config/unsupported' });
  });
});
