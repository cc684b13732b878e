import { ConfigError, isPiyaError, redact } from '@piyakast/sdk';
import { loadConfig } from '../config/config.js';
import { VERSION } from '../version.js';
import type { CliIo } from './io.js';
import { quickImports } from './quick-imports.js';

const USAGE = `piyakast ${VERSION}

  piyakast serve              start the server
  piyakast doctor             check configuration, database, storage and PeerTube
  piyakast promote [id]       publish one waiting video, or all, now (the server must be running)
  piyakast jobs list          what waits, runs, or is dead, and why (--dead, --json)
  piyakast jobs retry <id>    try a job again now; --dead: all dead ones
  piyakast jobs cancel <id>   give a job up
  piyakast db push            bring the database's schema up to date
  piyakast db rollback [n]    undo the newest schema step, or n of them
  piyakast --version

The configuration is read from environment variables; docs/guides/operator.md lists them.`;

/** Exit codes of every command; `doctor` adds its own. */
const OK = 0;
const FAILED = 1;
const CONFIG = 2;

/** Runs one `piyakast` command; each loads only what it needs. @returns The exit code. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const [command, ...rest] = args;
  try {
    switch (command) {
      case 'serve':
        return await serve(io);
      case 'doctor':
        return await (await import('./doctor.js')).runDoctor(io);
      case 'promote':
        return await (await import('./promote.js')).promote(io, rest[0]);
      case 'jobs':
        return await (await import('./jobs.js')).jobs(io, rest);
      case 'db':
        return await database(io, rest);
      case '--version':
        io.out(VERSION);
        return OK;
      case undefined:
      case 'help':
      case '--help':
        io.out(USAGE);
        return OK;
      default:
        io.error(`piyakast has no command "${command}".\n\n${USAGE}`);
        return FAILED;
    }
  } catch (error) {
    io.error(`piyakast: ${error instanceof Error ? redact(error.message) : String(error)}`);
    if (!isPiyaError(error) && error instanceof Error && error.stack !== undefined) io.error(redact(error.stack));
    return error instanceof ConfigError ? CONFIG : FAILED;
  }
}

async function serve(io: CliIo): Promise<number> {
  const config = loadConfig(io.env);
  quickImports(config.dataDir);
  const { startServer } = await import('../main.js');
  const server = await startServer(config);
  io.out(`PIYAKast ${VERSION} listens on ${server.url}`);
  if (server.signInUrl !== undefined) io.out(`Sign in: ${server.signInUrl}`);
  await io.stopped;
  await server.close();
  return OK;
}

async function database(io: CliIo, [action, count]: string[]): Promise<number> {
  if (action !== 'push' && action !== 'rollback')
    throw invalid('Use "piyakast db push" or "piyakast db rollback [n]".');
  if (action === 'push' && count !== undefined) throw invalid(`"db push" takes no argument, and "${count}" was given.`);
  const steps = count ?? '1';
  if (!/^[1-9]\d{0,3}$/.test(steps)) {
    throw invalid(`"db rollback" takes the number of steps to undo, 1 or more, and "${steps}" was given.`);
  }
  const config = loadConfig(io.env);
  const [{ openDatabase }, { pushMigrations, rollbackMigrations }, { createLog }] = await Promise.all([
    import('../db/open-database.js'),
    import('../db/migrate.js'),
    import('../log.js'),
  ]);
  const opened = await openDatabase(config, createLog({ level: 'warn' }));
  try {
    if (action === 'push') {
      const done = await pushMigrations(opened);
      io.out(done.length === 0 ? 'The schema is up to date.' : `Applied: ${done.join(', ')}`);
    } else {
      const done = await rollbackMigrations(opened, Number(steps));
      io.out(done.length === 0 ? 'There is nothing to undo.' : `Undone: ${done.join(', ')}`);
    }
    return OK;
  } finally {
    await opened.close();
  }
}

function invalid(message: string): ConfigError {
  return new ConfigError(message, { code: 'config/invalid-option' });
}
