import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakePeerTube } from '../peertube/create-fake-peertube.js';
import { createHashedVault } from './hashed-vault.js';
import { createStateWriter, loadState } from './state-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-state-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('createStateWriter()', () => {
  it('has what each caller saw on the disk when it resolves, for its user alone, with no plain password', async () => {
    const path = join(folder, 'deep', 'state.json');
    const passwordHashes: Record<string, string> = {};
    const { state, accounts } = createFakePeerTube({ vault: createHashedVault(passwordHashes) });
    const save = createStateWriter(path, () => ({ version: 1, state, passwordHashes }));
    await Promise.all(
      [1, 2, 3].map(async (count) => {
        state.uploadsCompleted = count;
        await save();
        expect((await loadState(path))?.state.uploadsCompleted).toBeGreaterThanOrEqual(count);
      }),
    );
    expect((await loadState(path))?.state.users).toEqual(state.users);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'deep'))).toEqual(['state.json']);
    expect(JSON.stringify(await loadState(path))).not.toContain(accounts[0]?.password);
  });
});

describe('loadState()', () => {
  it('is undefined for a new folder, and names a damaged file', async () => {
    const path = join(folder, 'state.json');
    expect(await loadState(path)).toBeUndefined();
    await writeFile(path, '{"version":');
    await expect(loadState(path)).rejects.toThrow(`state in ${path} cannot be read`);
  });
});
