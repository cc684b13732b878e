import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { until } from '@piyakast/testing/kit';
import { emptyDatabase } from './database-template.js';

const run = promisify(execFile);
/** `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** A database that speaks PostgreSQL's protocol on a port. */
export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** One session behind a port: every connection takes turns in it. Needs nothing installed. */
export async function servePglite(): Promise<PostgresServer> {
  const db = await PGlite.create({ loadDataDir: await emptyDatabase() });
  const port = await freePort();
  const server = new PGLiteSocketServer({ db, port, host: '127.0.0.1', maxConnections: 40 });
  await server.start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await db.close();
    },
  };
}

/** The folder of an installed PostgreSQL's programs; `undefined` when there is none. */
export async function findPostgres(): Promise<string | undefined> {
  const versions = await readdir('/usr/lib/postgresql').catch((): string[] => []);
  const installed = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => `/usr/lib/postgresql/${version}/bin`);
  for (const folder of [...installed, ...(process.env.PATH ?? '').split(delimiter)]) {
    const names = await readdir(folder).catch((): string[] => []);
    if (names.includes('initdb') && names.includes('postgres')) return folder;
  }
  return undefined;
}

/** A dedicated PostgreSQL, in a temporary directory. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const directory = await mkdtemp(join(tmpdir(), 'piyakast-postgres-'));
  if (user.uid !== undefined) await chown(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  const init = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(join(programs, 'initdb'), init, { ...user, cwd: directory });
  const port = await freePort();
  const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', directory, '-F'];
  const server: ChildProcess = spawn(join(programs, 'postgres'), options, { ...user, cwd: directory, stdio: 'ignore' });
  const exit = new Promise((resolve) => server.once('close', resolve));
  const ready = ['-h', '127.0.0.1', '-p', String(port)];
  await until('PostgreSQL to answer', () =>
    run(join(programs, 'pg_isready'), ready).then(
      () => true,
      () => false,
    ),
  );
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      // Immediate: nothing in it is needed any more.
      server.kill('SIGQUIT');
      await exit;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
