import { lstat, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prepareDataDir } from '../test-support/database-template.js';
import { runCommand, spawnServer } from '../test-support/server-process.js';

// Each test starts a process that opens a database, which takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'piyakast-serve-'));
  await prepareDataDir(dataDir);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** PeerTube is not there, which keeps no server from starting. */
const environment = (change: Record<string, string> = {}) => ({
  PEERTUBE_URL: 'http://127.0.0.1:9',
  PEERTUBE_USERNAME: 'site',
  PEERTUBE_PASSWORD: crypto.randomUUID(),
  DATA_DIR: dataDir,
  ...change,
});

/** The most memory that a process ever had (proc(5)). */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

describe('piyakast serve ends with one line that names the variable, and exit code 2, when', () => {
  const ends = async (change: Record<string, string>, line: string | RegExp) => {
    const { code, output } = await runCommand(['serve'], environment(change));
    const lines = output.trim().split('\n');
    expect(lines).toEqual([typeof line === 'string' ? `piyakast: ${line}` : expect.stringMatching(line)]);
    expect(code).toBe(2);
  };

  it('the port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await ends(
      { PORT: String(port), LOG_LEVEL: 'silent' },
      `PORT ${port} is in use on 127.0.0.1; stop the program that has it, or set another one.`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('HOST is no address of this machine', () =>
    ends({ HOST: '192.0.2.1', LOG_LEVEL: 'silent' }, 'HOST 192.0.2.1 is no address of this machine.'));

  it('DATA_DIR is a file', async () => {
    const file = join(dataDir, 'a-file');
    await writeFile(file, '');
    await ends({ DATA_DIR: file }, `DATA_DIR (${file}) is a file or lies in one; set it to a directory.`);
  });

  it.runIf(process.platform === 'linux')('DATA_DIR is read-only', () =>
    // No user may write there, not even root.
    ends(
      { DATA_DIR: '/sys/piyakast' },
      /^piyakast: DATA_DIR \(\/sys\/piyakast\) cannot be written by this user \(E\w+\); /,
    ),
  );

  it('no database is at DATABASE_URL', () =>
    ends(
      { DATABASE_URL: `postgres://site:${crypto.randomUUID()}@127.0.0.1:9/videos` },
      'DATABASE_URL is wrong, or its database is down: no database can be reached at 127.0.0.1:9 (ECONNREFUSED).',
    ));

  it('LOG_FILE or STATIC_DIR cannot be used', async () => {
    const file = join(dataDir, 'another-file');
    await writeFile(file, '');
    await ends({ LOG_FILE: join(file, 'log') }, /^piyakast: LOG_FILE \(.*\) cannot be written: E\w+\.$/);
    await ends({ STATIC_DIR: file }, `STATIC_DIR (${file}) is not a directory.`);
    const none = join(dataDir, 'none');
    await ends({ STATIC_DIR: none }, `STATIC_DIR (${none}) cannot be read: ENOENT.`);
  });

  it('the embedded database is damaged; without it the server starts', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'piyakast-damaged-'));
    await prepareDataDir(directory);
    await truncate(join(directory, 'db', 'global', 'pg_control'), 100);
    await ends(
      { DATA_DIR: directory },
      `The embedded database in ${join(directory, 'db')} does not open: it is damaged, or was made by another version. Move that directory away and start again; the videos that wait come back from the files beside it.`,
    );
    await rm(join(directory, 'db'), { recursive: true });
    const server = await spawnServer(environment({ DATA_DIR: directory }));
    // The first start is the most expensive (docs/decisions/embedded-memory.md).
    if (process.platform === 'linux') expect(await peakMegabytes(server.pid)).toBeLessThan(500);
    expect(await server.terminate()).toBe(0);
    await rm(directory, { recursive: true });
  }, 240_000);
});

describe('piyakast serve', () => {
  it('lets no other user read or write anything under DATA_DIR', async () => {
    const server = await spawnServer(environment());
    const open: string[] = [];
    for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (((await lstat(path)).mode & 0o077) !== 0) open.push(path);
    }
    expect(await server.terminate()).toBe(0);
    expect(open).toEqual([]);
    expect((await lstat(dataDir)).mode & 0o777).toBe(0o700);
  });
});
