import type { Config } from '../config/config.js';
import type { Logger } from '../log.js';
import type { Database } from './database.js';

/** Opens PostgreSQL when the configuration names one, else PGlite in the data directory. Loads only what it opens. */
export async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>, log: Logger): Promise<Database> {
  if (config.databaseUrl === undefined) {
    const { openPglite } = await import('./pglite.js');
    return openPglite(config.dataDir);
  }
  const { openPostgres } = await import('./postgres.js');
  return openPostgres(config.databaseUrl, log);
}
