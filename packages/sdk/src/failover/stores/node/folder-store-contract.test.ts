import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeFallbackStoreContract } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { blobSource } from '../../../upload/sources/blob-source.js';
import type { UploadSource } from '../../../upload/types.js';
import { folderStore } from './folder-store.js';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'piyakast-stores-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

let places = 0;
const folders = new WeakMap<object, string>();
function inFolder(folder: string) {
  const store = folderStore(folder);
  folders.set(store, folder);
  return store;
}

describeFallbackStoreContract<UploadSource>(
  'folderStore()',
  {
    make: () => inFolder(join(parent, String(places++))),
    reopen: (store) => inFolder(folders.get(store) ?? ''),
    source: (bytes, name) => blobSource(new File([bytes], name)),
    async bytesOf(source) {
      const body = await source.slice(0, source.sizeBytes);
      const bytes = new Uint8Array(await new Blob([body]).arrayBuffer());
      await source.close?.();
      return bytes;
    },
  },
  { describe, it },
);
