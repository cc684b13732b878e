import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeRecordStoreContract } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { webStorageRecords } from '../browser/web-storage-records.js';
import { folderRecords } from '../node/folder-records.js';
import { memoryRecords } from './memory-records.js';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'piyakast-records-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

let places = 0;
const folders = new WeakMap<object, string>();
function inFolder(folder: string) {
  const store = folderRecords(folder);
  folders.set(store, folder);
  return store;
}

describeRecordStoreContract('memoryRecords()', { make: memoryRecords }, { describe, it });
describeRecordStoreContract('webStorageRecords()', { make: () => webStorageRecords(storage()) }, { describe, it });
describeRecordStoreContract(
  'folderRecords()',
  {
    make: () => inFolder(join(parent, String(places++))),
    reopen: (store) => inFolder(folders.get(store) ?? ''),
  },
  { describe, it },
);
