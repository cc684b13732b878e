import { loadConfig } from '../config/config.js';
import type { Database } from '../db/database.js';
import { migrationStatus, pushMigrations, rollbackMigrations } from '../db/migrate.js';
import { openDatabase } from '../db/open-database.js';
import { createLog } from '../log.js';
import { defineCommand, EXIT, usageError } from './command.js';
import type { CliIo } from './io.js';

const USAGE = 'Use "piyakast db push", "piyakast db status" or "piyakast db rollback [n]".';

/** `piyakast db push | status | rollback`: the schema of the database. */
export const db = defineCommand({}, async (io, _values, [action, count]) => {
  switch (action) {
    case 'push':
    case 'status':
      if (count !== undefined) throw usageError(`"db ${action}" takes no argument, and "${count}" was given.`);
      return withDatabase(io, (opened) => (action === 'push' ? push(io, opened) : status(io, opened)));
    case 'rollback': {
      const steps = count ?? '1';
      if (!/^[1-9]\d{0,3}$/.test(steps)) {
        throw usageError(`"db rollback" takes the number of steps to undo, 1 or more, and "${steps}" was given.`);
      }
      return withDatabase(io, async (opened) => {
        const done = await rollbackMigrations(opened, Number(steps));
        io.out(done.length === 0 ? 'There is nothing to undo.' : `Undone: ${done.join(', ')}`);
        return EXIT.ok;
      });
    }
    default:
      throw usageError(USAGE);
  }
});

async function push(io: CliIo, database: Database): Promise<number> {
  const done = await pushMigrations(database);
  io.out(done.length === 0 ? 'The schema is up to date.' : `Applied: ${done.join(', ')}`);
  return EXIT.ok;
}

/** For scripts: nothing to do is 0, steps that are missing are 1. */
async function status(io: CliIo, database: Database): Promise<number> {
  const steps = await migrationStatus(database);
  for (const { name, appliedAt } of steps)
    io.out(`${appliedAt === null ? 'missing' : 'applied'}  ${name}  ${appliedAt ?? ''}`.trimEnd());
  const missing = steps.filter(({ appliedAt }) => appliedAt === null).length;
  io.out(missing === 0 ? 'The schema is up to date.' : `Missing steps: ${missing}; run "piyakast db push".`);
  return missing === 0 ? EXIT.ok : EXIT.failed;
}

async function withDatabase(io: CliIo, task: (database: Database) => Promise<number>): Promise<number> {
  const opened = await openDatabase(loadConfig(io.env), createLog({ level: 'warn' }));
  try {
    return await task(opened);
  } finally {
    await opened.close();
  }
}
