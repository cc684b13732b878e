import { parseDoubt, type UploadDoubtStore } from './upload-doubts.js';

/**
 * Keeps doubts in `localStorage` (or any `Storage`), so that a page that was closed takes a second video back at its next
 * visit.
 *
 * @param options - `prefix` keeps the doubts of several instances or accounts apart.
 * @example
 * ```ts
 * import { HybridUploader, PeerTubeClient, piyakastStore, createPiyakast } from '@piyakast/sdk';
 * import { webStorageDoubts } from '@piyakast/sdk/browser';
 *
 * const { uploads } = new PeerTubeClient({ url: 'https://video.example' });
 * const fallback = piyakastStore(createPiyakast({ url: 'https://cast.example', token: 'from your own server' }));
 * export const hybrid = new HybridUploader({ primary: uploads, fallback, doubts: webStorageDoubts(localStorage) });
 * ```
 */
export function webStorageDoubts(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>,
  options: { prefix?: string } = {},
): UploadDoubtStore {
  const { prefix = 'piyakast:doubt:' } = options;
  return {
    entries() {
      const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      const own = names.filter((name) => name.startsWith(prefix));
      return own.flatMap((name) => parseDoubt(name.slice(prefix.length), storage.getItem(name) ?? ''));
    },
    set(id, doubt) {
      storage.setItem(prefix + id, JSON.stringify(doubt));
    },
    delete(id) {
      storage.removeItem(prefix + id);
    },
  };
}
