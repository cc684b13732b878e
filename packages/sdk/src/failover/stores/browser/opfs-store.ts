import { ConfigError } from '../../../errors/config-error.js';
import { type Clock, systemClock } from '../../../runtime/clock.js';
import { blobSource } from '../../../upload/sources/blob-source.js';
import type { FallbackStore } from '../../hybrid/types.js';
import { type LocalFolder, localStore } from '../local-store.js';

/** Options of {@link opfsStore}. */
export interface OpfsStoreOptions {
  /** Folder inside the origin's private file system. @defaultValue `piyakast-uploads` */
  folder?: string;
  /**
   * Gives the file system. @defaultValue `navigator.storage.getDirectory()`
   */
  root?: () => Promise<FileSystemDirectoryHandle>;
  /** The time that `storedAtMs` is of, and by which what a copy left behind is a day old. @defaultValue the real time */
  clock?: Clock;
}

/**
 * A fallback store in the browser's origin-private file system: the file waits there, also across reloads, until the
 * network is back. Asks the browser once not to clear it.
 *
 * @throws ConfigError `config/unsupported`, at the first use, where the browser has no private file system (a page without TLS), or
 * cannot write to it as a stream (Safari before 26).
 * @example
 * ```ts
 * import { createPeerTube, createUploads, HybridUploader } from '@piyakast/sdk';
 * import { opfsStore } from '@piyakast/sdk/browser';
 *
 * const uploads = createUploads(createPeerTube({ url: 'https://video.example' }));
 * const hybrid = new HybridUploader({ primary: uploads, fallback: opfsStore() });
 * // Once for each page: what waits goes out when the network is back.
 * void hybrid.keepPromoting({ signal: new AbortController().signal, onError: console.error });
 * ```
 */
export function opfsStore(options: OpfsStoreOptions = {}): FallbackStore {
  const { folder = 'piyakast-uploads', clock = systemClock, root = originRoot } = options;
  const open = async () => (await root()).getDirectoryHandle(folder, { create: true });

  async function fileOf(name: string): Promise<File | undefined> {
    const handle = await (await open()).getFileHandle(name).catch(ignoreMissing);
    return handle?.getFile();
  }

  async function remove(name: string): Promise<void> {
    await (await open()).removeEntry(name).catch(ignoreMissing);
  }

  const files: LocalFolder = {
    async list() {
      const names: string[] = [];
      for await (const name of (await open()).keys()) names.push(name);
      return names;
    },
    async stat(name) {
      const file = await fileOf(name);
      return file && { sizeBytes: file.size, modifiedMs: file.lastModified };
    },
    read: async (name) => (await fileOf(name))?.text(),
    async replace(name, text) {
      const writable = await writableOf(await (await open()).getFileHandle(name, { create: true }));
      try {
        await writable.write(text);
        await writable.close();
      } catch (error) {
        await writable.abort();
        throw error;
      }
    },
    async create(name) {
      askToPersist();
      const directory = await open();
      const handle = await directory.getFileHandle(name, { create: true });
      try {
        const writable = await writableOf(handle);
        return {
          write: (bytes) => writable.write(bytes),
          commit: () => writable.close(),
          abort: () => writable.abort(),
        };
      } catch (error) {
        await directory.removeEntry(name);
        throw error;
      }
    },
    async source({ bytes, filename, type, lastModifiedMs }) {
      const file = await (await (await open()).getFileHandle(bytes)).getFile();
      // Made of the stored file, not a copy of it.
      return blobSource(new File([file], filename, { type, lastModified: lastModifiedMs ?? file.lastModified }));
    },
    remove,
  };
  return localStore('opfs', files, clock);
}

/** Pages only. Not waited for: the browser may ask the user, who may never answer. */
function askToPersist(): void {
  const storage = globalThis.navigator?.storage as { persist?: () => Promise<boolean> } | undefined;
  // The file is kept anyway, only perhaps not as long.
  storage?.persist?.().catch(() => undefined);
}

async function originRoot(): Promise<FileSystemDirectoryHandle> {
  const { navigator } = globalThis as { navigator?: { storage?: Partial<StorageManager> } };
  const directory = navigator?.storage?.getDirectory?.();
  if (directory) return directory;
  throw new ConfigError(
    'This browser has no private file system here. Serve the page over HTTPS, or use another store.',
    {
      code: 'config/unsupported',
    },
  );
}

/** The browser writes aside and swaps the file in at `close`; until then it is as it was, and empty when it is new. */
async function writableOf(handle: FileSystemFileHandle): Promise<FileSystemWritableFileStream> {
  if ('createWritable' in handle) return handle.createWritable();
  throw new ConfigError(
    'This browser cannot write into its private file system (Safari can from 26 on). Update it, or use another store.',
    { code: 'config/unsupported' },
  );
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof DOMException) || error.name !== 'NotFoundError') throw error;
}
