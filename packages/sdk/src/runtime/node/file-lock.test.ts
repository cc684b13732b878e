import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withFileLock } from './file-lock.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('withFileLock()', () => {
  it('lets one task run at a time, passes on its result and its error, and leaves nothing behind', async () => {
    const path = join(folder, 'one.lock');
    let running = 0;
    let most = 0;
    const run = (fails: boolean) =>
      withFileLock(path, async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        if (fails) throw new Error('failed');
        return 'done';
      });
    const results = await Promise.allSettled([true, false, false, true, false].map(run));
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(most).toBe(1);
    expect(await readdir(folder)).not.toContain('one.lock');
  });

  it('leaves the lock to a living process of another machine or container, whose number says nothing here', async () => {
    const path = join(folder, 'elsewhere');
    await writeFile(`${path}.lock`, '9999999 another-host x');
    const taken = withFileLock(`${path}.lock`, async () => 'done', { signal: AbortSignal.timeout(300) });
    await expect(taken).rejects.toHaveProperty('name', 'TimeoutError');
  });

  it('takes over the lock of a process that died', async () => {
    const path = join(folder, 'stale');
    // No process has this number: the kernel's largest is 4,194,304.
    await writeFile(`${path}.lock`, `9999999 ${hostname()} x`);
    expect(await withFileLock(`${path}.lock`, async () => 'done')).toBe('done');
  });

  it('takes over, soon, the lock of a process that died before it could say who it was', async () => {
    const path = join(folder, 'unmarked');
    await writeFile(`${path}.lock`, '');
    const began = Date.now();
    expect(await withFileLock(`${path}.lock`, async () => 'done')).toBe('done');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('leaves the lock to a process that is about to say who it is', async () => {
    const path = join(folder, 'fresh');
    await writeFile(`${path}.lock`, '');
    const impatient = AbortSignal.timeout(300);
    const taken = withFileLock(`${path}.lock`, async () => 'done', { signal: impatient });
    await expect(taken).rejects.toHaveProperty('name', 'TimeoutError');
  });
});
