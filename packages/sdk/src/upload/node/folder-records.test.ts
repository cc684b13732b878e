import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderRecords } from './folder-records.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-records-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('folderRecords()', () => {
  it('leaves no half-written file behind and cannot be led out of its folder', async () => {
    const records = folderRecords(folder);
    await records.set({
      ...{ key: 'a', protocol: 't', server: 's', uploadUrl: 'u', sizeBytes: 1, name: 'n', createdAtMs: 1 },
    });
    expect(await readdir(folder)).toEqual(['a.json']);
    await expect(records.get('../a')).rejects.toMatchObject({ code: 'config/invalid-option' });
  });

  it('takes a damaged file for none', async () => {
    await writeFile(join(folder, 'a.json'), '{"key":');
    expect(await folderRecords(folder).get('a')).toBeUndefined();
  });
});
