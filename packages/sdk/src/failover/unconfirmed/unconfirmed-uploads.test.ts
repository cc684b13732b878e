import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webStorageUnconfirmedUploads } from './browser/web-storage-unconfirmed-uploads.js';
import { folderUnconfirmedUploads } from './node/folder-unconfirmed-uploads.js';
import type { UnconfirmedUpload, UnconfirmedUploadStore } from './unconfirmed-uploads.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-unconfirmed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

const UNCONFIRMED_STORES: [name: string, make: () => UnconfirmedUploadStore][] = [
  ['a Map', () => new Map<string, UnconfirmedUpload>()],
  [
    'webStorageUnconfirmedUploads()',
    () => {
      const items = storage();
      items.setItem('something else', '{}');
      items.setItem('piyakast:unconfirmedUpload:broken', '{"key":');
      return webStorageUnconfirmedUploads(items);
    },
  ],
  ['folderUnconfirmedUploads()', () => folderUnconfirmedUploads(join(folder, 'unconfirmed'))],
];

describe.each(UNCONFIRMED_STORES)('%s as store of unconfirmed uploads', (_name, make) => {
  const unconfirmedUpload = { url: 'https://video.example', key: 'a', name: '한글 ".mp4', sinceMs: 1, untilMs: 2 };

  it('gives back each unconfirmed upload until it is forgotten', async () => {
    const unconfirmed = make();
    expect([...(await unconfirmed.entries())]).toEqual([]);
    await unconfirmed.set('a https://video.example', unconfirmedUpload);
    await unconfirmed.set('a https://other.example:8443', { ...unconfirmedUpload, url: 'https://other.example:8443' });
    await unconfirmed.set('a https://video.example', { ...unconfirmedUpload, untilMs: 3 });
    const kept = [...(await unconfirmed.entries())].sort(([, a], [, b]) => a.untilMs - b.untilMs);
    expect(kept).toEqual([
      ['a https://other.example:8443', { ...unconfirmedUpload, url: 'https://other.example:8443' }],
      ['a https://video.example', { ...unconfirmedUpload, untilMs: 3 }],
    ]);
    await unconfirmed.delete('a https://other.example:8443');
    await unconfirmed.delete('a https://other.example:8443');
    expect([...(await unconfirmed.entries())]).toEqual([
      ['a https://video.example', { ...unconfirmedUpload, untilMs: 3 }],
    ]);
  });
});

describe('folderUnconfirmedUploads()', () => {
  it('takes a damaged file for none, and what else is in the folder', async () => {
    await writeFile(join(folder, 'a.unconfirmedUpload'), '{"key":');
    await writeFile(join(folder, 'a.json'), JSON.stringify({ key: 'a', url: 'https://video.example', untilMs: 1 }));
    expect(await folderUnconfirmedUploads(folder).entries()).toEqual([]);
  });
});
