import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeDurably } from './write-durably.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeDurably()', () => {
  it('replaces a file, readable for its user alone, and leaves nothing beside it', async () => {
    const path = join(folder, 'note');
    await writeDurably(path, 'old');
    await writeDurably(path, new TextEncoder().encode('new'));
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['note']);
  });

  it('keeps the old content when the new one fails half-way', async () => {
    const path = join(folder, 'note');
    await writeDurably(path, 'old');
    const broken = async function* () {
      yield new TextEncoder().encode('ne');
      throw new Error('the source broke');
    };
    await expect(writeDurably(path, broken())).rejects.toThrow('the source broke');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['note']);
  });
});
