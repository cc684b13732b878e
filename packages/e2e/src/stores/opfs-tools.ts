import type { StoredUpload, Upload, UploadSource } from '@piyakast/sdk';
import type * as pages from '@piyakast/sdk/browser';

declare const piya: typeof pages;

/** What the tests of `opfsStore()` do in the page, beside and under the store. */
export interface OpfsTools {
  source(text: string): UploadSource;
  /** A copy of ten digits that waits in the middle. */
  heldCopy(key: string): { upload: Upload<StoredUpload>; begun: Promise<void>; goOn(): void };
  /** What is stored under the key; `undefined` when nothing waits. */
  stored(key: string): Promise<string | undefined>;
  folder(): Promise<FileSystemDirectoryHandle>;
  /** Of all files, sorted. */
  names(): Promise<string[]>;
  read(name: string): Promise<string>;
  write(name: string, text: string): Promise<void>;
}

/** Put into the page before its own scripts, so it reads nothing around it. */
export function installOpfsTools(): void {
  const tools: OpfsTools = {
    source(text) {
      const blob = new Blob([text]);
      const slice = async (start: number, end: number) => blob.slice(start, end);
      return { name: 'a.mp4', type: 'video/mp4', sizeBytes: blob.size, slice };
    },
    heldCopy(key) {
      let tell = (): void => undefined;
      let goOn = (): void => undefined;
      const begun = new Promise<void>((resolve) => {
        tell = resolve;
      });
      const gate = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const source = tools.source('0123456789');
      const slice: UploadSource['slice'] = async (start, end) => {
        if (start === 5) {
          tell();
          await gate;
        }
        return source.slice(start, end);
      };
      const options = { key, chunkBytes: 5, maxChunkBytes: 5 };
      const upload = piya.opfsStore().store({ ...source, slice }, { name: 'A clip' }, options);
      return { upload, begun, goOn };
    },
    async stored(key) {
      const store = piya.opfsStore();
      const one = (await store.pending()).find((stored) => stored.key === key);
      const opened = one && (await store.open?.(one));
      return opened && new Blob([await opened.source.slice(0, opened.source.sizeBytes)]).text();
    },
    folder: async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('piyakast-uploads', { create: true }),
    async names() {
      const names: string[] = [];
      for await (const name of (await tools.folder()).keys()) names.push(name);
      return names.sort();
    },
    async read(name) {
      return (await (await (await tools.folder()).getFileHandle(name)).getFile()).text();
    },
    async write(name, text) {
      const handle = await (await tools.folder()).getFileHandle(name, { create: true });
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
    },
  };
  Object.assign(globalThis, { opfs: tools });
}
