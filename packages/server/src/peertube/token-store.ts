import type { SessionTokens, TokenStore } from '@piyakast/sdk';
import { eq, sql } from 'drizzle-orm';
import type { SecretBox } from '../crypto/secret-box.js';
import type { Database } from '../db/database.js';
import { peertubeTokens } from '../db/schema.js';
import type { Logger } from '../log.js';

/** Advisory locks are numbers; the second one is the instance's. */
const LOCK_SPACE = 7_491_202;

/** Keeps the session of one instance in the database, sealed, for all servers that share it. */
export function databaseTokenStore(database: Database, box: SecretBox, instanceUrl: string, log: Logger): TokenStore {
  const { db } = database;
  const context = `peertube-tokens:${instanceUrl}`;
  const store: TokenStore = {
    async get() {
      const [row] = await db.select().from(peertubeTokens).where(eq(peertubeTokens.instanceUrl, instanceUrl));
      if (row === undefined) return undefined;
      try {
        return JSON.parse(box.open(row.sealed, context)) as SessionTokens;
      } catch (error) {
        // Sealed with an earlier secret: signing in again replaces it.
        log.warn({ err: error }, 'the kept session of PeerTube does not open');
        return undefined;
      }
    },
    async set(tokens) {
      const sealed = box.seal(JSON.stringify(tokens), context);
      await db
        .insert(peertubeTokens)
        .values({ instanceUrl, sealed })
        .onConflictDoUpdate({ target: peertubeTokens.instanceUrl, set: { sealed, updatedAt: sql`now()` } });
    },
    async delete() {
      await db.delete(peertubeTokens).where(eq(peertubeTokens.instanceUrl, instanceUrl));
    },
  };
  // PGlite has one session and one process: a lock held over other queries would wait for itself.
  if (database.kind === 'pglite') return { ...store, lock: (task) => task() };
  return {
    ...store,
    lock: (task) =>
      db.transaction(async (transaction) => {
        await transaction.execute(sql`SELECT pg_advisory_xact_lock(${LOCK_SPACE}, hashtext(${instanceUrl}))`);
        return task();
      }),
  };
}
