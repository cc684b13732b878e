import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'piyakast-lock-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('lockDirectory()', () => {
  it('lets one in and names it to the second', async () => {
    const unlock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toMatchObject({
      code: 'config/invalid-option',
      message: `The data directory ${directory} is in use by the server with pid ${process.pid}; stop it, or set DATA_DIR to another directory.`,
    });
    await unlock();
    expect(await readdir(directory)).toEqual([]);
  });

  it('takes over what a dead process left', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(join(directory, 'server.lock'), JSON.stringify({ pid, started: 'long ago' }));
    await (await lockDirectory(directory))();
  });

  it('takes over when the number belongs to another process by now', async () => {
    await writeFile(join(directory, 'server.lock'), JSON.stringify({ pid: process.ppid, started: 'another boot/1' }));
    await (await lockDirectory(directory))();
  });

  it('takes over a file that is no lock', async () => {
    await writeFile(join(directory, 'server.lock'), '{"pid":');
    await (await lockDirectory(directory))();
  });

  it('lets exactly one of many in', async () => {
    await writeFile(join(directory, 'server.lock'), JSON.stringify({ pid: 2 ** 22 + 1, started: 'never' }));
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(() => lockDirectory(directory)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
