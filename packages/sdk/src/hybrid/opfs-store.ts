import { ConfigError } from '../errors/config-error.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import { blobSource } from '../upload/blob-source.js';
import { startUpload } from '../upload/engine.js';
import { checkUploadKey } from '../upload/upload-key.js';
import { type LocalWriter, localProtocol } from './local-protocol.js';
import { oldestFirst, packStoredFile, type StoredFile, storedFile, unpackStoredFile } from './stored-file.js';
import type { FallbackStore } from './types.js';

/** Options of {@link opfsStore}. */
export interface OpfsStoreOptions {
  /** Folder inside the origin's private file system. @defaultValue `piyakast-uploads` */
  folder?: string;
  /**
   * Gives the file system. @defaultValue `navigator.storage.getDirectory()`
   */
  root?: () => Promise<FileSystemDirectoryHandle>;
  /** The time that `storedAtMs` is of. @defaultValue the real time */
  clock?: Clock;
}

/**
 * A fallback store in the browser's origin-private file system: the file waits there, also across reloads, until the
 * network is back. Asks the browser once not to clear it.
 *
 * @throws ConfigError `config/unsupported`, at the first use, where the browser has no private file system (a page without TLS).
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
  const name = 'opfs';
  const open = async () => (await root()).getDirectoryHandle(folder, { create: true });

  async function read(key: string): Promise<StoredFile | undefined> {
    const file = await fileOf(await open(), `${checkUploadKey(key)}.json`);
    return file && unpackStoredFile(await file.text());
  }

  return {
    name,
    store(source, fields, options) {
      const protocol = localProtocol({
        name,
        find: async (key) => (await read(key))?.stored,
        open: async (key) => {
          await askToPersist();
          return opfsWriter(await open(), `${checkUploadKey(key)}.bin`);
        },
        async finish(key, taken) {
          const file = storedFile(name, key, taken, fields, { storedAtMs: clock.now(), sinceMs: options.sinceMs });
          const writer = await opfsWriter(await open(), `${key}.json`);
          await writer.write(new Blob([await packStoredFile(file)]));
          await writer.commit();
          return file.stored;
        },
      });
      const { records: _records, ...copying } = options;
      return startUpload(protocol, source, copying);
    },
    async pending() {
      const found: StoredFile[] = [];
      for await (const entry of (await open()).keys()) {
        const note = entry.endsWith('.json') ? await read(entry.slice(0, -'.json'.length)) : undefined;
        if (note) found.push(note);
      }
      return oldestFirst(found);
    },
    async open({ key }) {
      const note = await read(key);
      const file = await fileOf(await open(), `${checkUploadKey(key)}.bin`);
      if (!note || !file) throw new DOMException('The stored file is gone', 'NotFoundError');
      const { filename, type, lastModifiedMs = file.lastModified, fields } = note;
      // Made of the stored file, not a copy of it.
      return { source: blobSource(new File([file], filename, { type, lastModified: lastModifiedMs })), fields };
    },
    async remove({ key }) {
      const directory = await open();
      // The note goes first: bytes without one are known to nobody.
      for (const file of [`${checkUploadKey(key)}.json`, `${key}.bin`]) {
        await directory.removeEntry(file).catch(ignoreMissing);
      }
    },
  };
}

/** Pages only; whether the browser agrees changes nothing here. */
async function askToPersist(): Promise<void> {
  const storage = globalThis.navigator?.storage as { persist?: () => Promise<boolean> } | undefined;
  await storage?.persist?.();
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

async function fileOf(directory: FileSystemDirectoryHandle, name: string): Promise<File | undefined> {
  const handle = await directory.getFileHandle(name).catch(ignoreMissing);
  return handle?.getFile();
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof DOMException) || error.name !== 'NotFoundError') throw error;
}

/** The browser writes aside and swaps the file in at `close`, so it is there whole or not at all. */
async function opfsWriter(directory: FileSystemDirectoryHandle, name: string): Promise<LocalWriter> {
  const handle = await directory.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  return {
    write: (bytes) => writable.write(bytes),
    commit: () => writable.close(),
    async discard() {
      await writable.abort();
      await directory.removeEntry(name).catch(ignoreMissing);
    },
  };
}
