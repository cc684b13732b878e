import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../runtime/clock.js';
import { startUpload } from '../upload/engine.js';
import { fileSource } from '../upload/file-source.js';
import { checkUploadKey } from '../upload/upload-key.js';
import { writeDurably } from '../upload/write-durably.js';
import { type LocalWriter, localProtocol } from './local-protocol.js';
import { oldestFirst, packStoredFile, type StoredFile, storedFile, unpackStoredFile } from './stored-file.js';
import type { FallbackStore } from './types.js';

/** Options of {@link folderStore}. */
export interface FolderStoreOptions {
  /** The time that `storedAtMs` is of. @defaultValue the real time */
  clock?: Clock;
}

/**
 * A fallback store in a folder (made when missing, mode 700). A file is synced to the disk before its upload is done.
 *
 * @param folder - Used by this store alone.
 * @example
 * ```ts
 * import { createPeerTube, createUploads, HybridUploader } from '@piyakast/sdk';
 * import { folderStore } from '@piyakast/sdk/node';
 *
 * const uploads = createUploads(createPeerTube({ url: 'https://video.example' }));
 * const hybrid = new HybridUploader({ primary: uploads, fallback: folderStore('./waiting') });
 * console.log(await hybrid.pending());
 * ```
 */
export function folderStore(folder: string, { clock = systemClock }: FolderStoreOptions = {}): FallbackStore {
  const name = 'folder';
  const noteOf = (key: string) => join(folder, `${checkUploadKey(key)}.json`);
  const bytesOf = (key: string) => join(folder, `${checkUploadKey(key)}.bin`);

  async function read(key: string): Promise<StoredFile | undefined> {
    const text = await readFile(noteOf(key), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    return text === undefined ? undefined : unpackStoredFile(text);
  }

  return {
    name,
    store(source, fields, options) {
      const protocol = localProtocol({
        name,
        find: async (key) => (await read(key))?.stored,
        open: async (key) => {
          await mkdir(folder, { recursive: true, mode: 0o700 });
          return fileWriter(bytesOf(key));
        },
        async finish(key, taken) {
          const file = storedFile(name, key, taken, fields, { storedAtMs: clock.now(), sinceMs: options.sinceMs });
          await writeDurably(noteOf(key), await packStoredFile(file));
          return file.stored;
        },
      });
      // The copy begins anew after a crash, so that its record is of no use to the later promotion.
      const { records: _records, ...copying } = options;
      return startUpload(protocol, source, copying);
    },
    async pending() {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const keys = names.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
      const files = await Promise.all(keys.map(read));
      return oldestFirst(files.filter((file) => file !== undefined));
    },
    async open({ key }) {
      const note = unpackStoredFile(await readFile(noteOf(key), 'utf8'));
      const source = await fileSource(bytesOf(key), { name: note.filename, type: note.type });
      const { lastModifiedMs = source.lastModifiedMs } = note;
      return { source: lastModifiedMs === undefined ? source : { ...source, lastModifiedMs }, fields: note.fields };
    },
    async remove({ key }) {
      // The note goes first: bytes without one are known to nobody.
      await rm(noteOf(key), { force: true });
      await rm(bytesOf(key), { force: true });
    },
  };
}

async function fileWriter(path: string): Promise<LocalWriter> {
  const aside = `${path}.part`;
  const file = await open(aside, 'w', 0o600);
  return {
    async write(bytes) {
      await file.writeFile(bytes instanceof Uint8Array ? bytes : new Uint8Array(await bytes.arrayBuffer()));
    },
    async commit() {
      await file.sync();
      await file.close();
      await rename(aside, path);
    },
    async discard() {
      await file.close();
      await rm(aside, { force: true });
    },
  };
}
