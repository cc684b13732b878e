import { describeDatabaseContract } from '@piyakast/testing/kit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createLog } from '../log.js';
import { emptyDatabase } from '../test-support/database-template.js';
import { findPostgres, type PostgresServer, startPostgres } from '../test-support/postgres.js';
import type { Database } from './database.js';
import { openMemoryDatabase } from './pglite.js';
import { openPostgres } from './postgres.js';

const log = createLog({ level: 'silent' });
const rowsOf = async (database: Database, statement: string) =>
  ((await database.db.execute(sql.raw(statement))) as unknown as { rows: Record<string, unknown>[] }).rows;

/** One database for all tests of a contract. */
function contract(
  name: string,
  open: () => Promise<Database>,
  close: () => Promise<void> = async () => undefined,
): void {
  describe(name, () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(async () => {
      await database.close();
      await close();
    });
    describeDatabaseContract<Database>(name, { open: () => database, query: rowsOf }, { describe, it });
  });
}

contract('PGlite', async () => openMemoryDatabase(await emptyDatabase()));

// PGlite over the wire is one session for all, which notifies no idle connection, so only the real thing can be held to it.
const programs = await findPostgres();
if (programs !== undefined) {
  let server: PostgresServer;
  const open = async () => {
    server = await startPostgres(programs);
    return openPostgres(server.url, log);
  };
  contract('PostgreSQL', open, () => server.stop());
}
