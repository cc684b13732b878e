import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { ConstructorOptions } from 'pg-boss';

/** Queries, the same for PGlite, PostgreSQL, and a transaction in either. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** An open database, whichever it is. */
export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Db;
  /** What pg-boss needs to work on the same database. */
  readonly boss: Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString' | 'max'>;
  /** Runs several statements as they are, in one transaction. */
  script(statements: string): Promise<void>;
  /**
   * Hears the notifications of a channel, in the order of their commits.
   *
   * @param onGap - Called when some may have been missed, after a lost connection.
   */
  listen(channel: string, onNotification: (payload: string) => void, onGap: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
