import { access, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { ConfigError } from '@piyakast/sdk';
import { dataDirError, prepareDataDir } from '../files/data-dir.js';
import { freeBytes, isDiskFull, RESERVE_BYTES } from '../files/disk.js';
import type { Database } from './database.js';
import { lockDirectory } from './directory-lock.js';

/** pg-boss sends its schema changes as one text with a transaction around it. */
const TRANSACTION = /^\s*BEGIN;([\s\S]*)COMMIT;?\s*$/;

/**
 * PostgreSQL inside this process, kept in `<dataDir>/db`.
 *
 * There is one session, so a transaction has to own it from begin to end: everything goes through PGlite's own queue,
 * also what pg-boss sends as text. One process at a time may have the directory.
 *
 * @throws ConfigError when another server has the directory, or the database in it is damaged.
 */
export async function openPglite(dataDir: string): Promise<Database> {
  await prepareDataDir(dataDir);
  const unlock = await lockDirectory(dataDir);
  try {
    const pglite = await create(join(dataDir, 'db'));
    return await wrapPglite(pglite, async () => {
      await pglite.close();
      await unlock();
    });
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function create(directory: string): Promise<PGlite> {
  const isNew = !(await exists(directory));
  // While the database's program is compiled on other threads, this one loads the query builder.
  const opening = isNew ? createNew(directory) : PGlite.create(directory, small());
  await Promise.allSettled([opening, import('drizzle-orm/pglite')]);
  try {
    return await opening;
  } catch (cause) {
    // The program in it ends without a reason when it cannot write.
    if (isDiskFull(cause) || (await freeBytes(dirname(directory))) < RESERVE_BYTES) {
      // A half-made database would look like a damaged one at the next start.
      if (isNew) await rm(directory, { recursive: true, force: true });
      const full = Object.assign(new Error('No room for the database.', { cause }), { code: 'ENOSPC' });
      throw dataDirError(dirname(directory), full);
    }
    const message =
      `The embedded database in ${directory} does not open: it is damaged, or was made by another version. ` +
      'Move that directory away and start again; the videos that wait come back from the files beside it.';
    throw new ConfigError(message, { code: 'config/invalid-option', cause });
  }
}

/** Put beside the code by the build. */
const EMPTY = join(import.meta.dirname, '..', '..', 'dist', 'empty-database.tar.gz');

/** Unpacks the dump of an empty database; makes one where there is no dump, or it is of another version. */
async function createNew(directory: string): Promise<PGlite> {
  if (await exists(EMPTY)) {
    try {
      return await PGlite.create(directory, { ...small(), loadDataDir: new Blob([await readFile(EMPTY)], GZIP) });
    } catch (error) {
      if (isDiskFull(error)) throw error;
      await rm(directory, { recursive: true, force: true });
    }
  }
  return PGlite.create(directory, small());
}

const GZIP = { type: 'application/x-gzip' };

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * PostgreSQL's 128 MB of buffers are for large databases on machines of their own; this one lives inside a server.
 *
 * V8 compiles the 9 MB of its program a second time, optimised, while it runs: that takes up to 500 MB, and the queries
 * of a server are not faster for it (measured, docs/decisions/embedded-memory.md).
 */
const small = () => {
  for (const flag of ['--no-wasm-dynamic-tiering', '--no-wasm-tier-up']) setFlagsFromString(flag);
  return { startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'] };
};

/** A database without a directory, for tests. @param template - What it begins with: a dump of another one. */
export async function openMemoryDatabase(template?: Blob): Promise<Database> {
  const pglite = await PGlite.create({ ...small(), ...(template === undefined ? {} : { loadDataDir: template }) });
  return wrapPglite(pglite, () => pglite.close());
}

async function wrapPglite(pglite: PGlite, close: () => Promise<void>): Promise<Database> {
  const { drizzle } = await import('drizzle-orm/pglite');
  const rows = async (client: Pick<Transaction, 'exec'>, statements: string) => ({
    rows: (await client.exec(statements)).flatMap((result) => result.rows),
  });
  const listen = async (channel: string, onNotification: (payload: string) => void) => {
    const stop = await pglite.listen(channel, onNotification);
    return () => stop();
  };
  return {
    kind: 'pglite',
    db: drizzle(pglite),
    boss: {
      backend: 'pglite',
      db: {
        executeSql(statement, values) {
          if (values !== undefined && values.length > 0) return pglite.query(statement, values);
          const inner = TRANSACTION.exec(statement)?.[1];
          if (inner === undefined) return rows(pglite, statement);
          return pglite.transaction((transaction) => rows(transaction, inner));
        },
        async listen(channel, onNotification, onReconnect) {
          const close = await listen(channel, onNotification);
          onReconnect();
          return { close };
        },
      },
    },
    script: (statements) => pglite.transaction(async (transaction) => void (await transaction.exec(statements))),
    listen,
    close,
  };
}
