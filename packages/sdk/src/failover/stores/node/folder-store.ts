import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../../runtime/clock.js';
import { writeDurably } from '../../../runtime/node/write-durably.js';
import { fileSource } from '../../../upload/node/file-source.js';
import type { FallbackStore } from '../../hybrid/types.js';
import { type LocalFolder, type LocalWriter, localStore } from '../local-store.js';

/** Options of {@link folderStore}. */
export interface FolderStoreOptions {
  /** The time that `storedAtMs` is of, and by which what a copy left behind is a day old. @defaultValue the real time */
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
  const pathOf = (name: string) => join(folder, name);
  const files: LocalFolder = {
    list: async () => (await readdir(folder).catch(ignoreMissing)) ?? [],
    async stat(name) {
      const found = await stat(pathOf(name)).catch(ignoreMissing);
      return found && { sizeBytes: found.size, modifiedMs: found.mtimeMs };
    },
    read: (name) => readFile(pathOf(name), 'utf8').catch(ignoreMissing),
    replace: (name, text) => writeDurably(pathOf(name), text),
    async create(name) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return fileWriter(pathOf(name));
    },
    async source({ bytes, filename, type, lastModifiedMs }) {
      const source = await fileSource(pathOf(bytes), { name: filename, type });
      return lastModifiedMs === undefined ? source : { ...source, lastModifiedMs };
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
  return localStore('folder', files, clock);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Its name gets to the disk with the note, which syncs the folder. */
async function fileWriter(path: string): Promise<LocalWriter> {
  const file = await open(path, 'wx', 0o600);
  return {
    async write(bytes) {
      await file.writeFile(bytes instanceof Uint8Array ? bytes : new Uint8Array(await bytes.arrayBuffer()));
    },
    async commit() {
      await file.sync();
      await file.close();
    },
    abort: () => file.close(),
  };
}
