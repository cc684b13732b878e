import { PgBoss } from 'pg-boss';
import type { Database } from '../db/database.js';
import type { Logger } from '../log.js';

/** The one pg-boss of a server: every queue shares its connections, notifications and supervision. */
export function createBoss(database: Database, log: Logger): PgBoss {
  const boss = new PgBoss({ ...database.boss, schedule: false, useListenNotify: true });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reported an error'));
  boss.on('warning', (warning) => log.debug({ warning: warning.message }, 'the job queue reported a warning'));
  return boss;
}
