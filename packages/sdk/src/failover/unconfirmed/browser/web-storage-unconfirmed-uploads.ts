import { parseUnconfirmedUpload, type UnconfirmedUploadStore } from '../unconfirmed-uploads.js';

/**
 * Keeps unconfirmed uploads in `localStorage` (or any `Storage`), so that a page that was closed takes a second video back at its next
 * visit.
 *
 * @param options - `prefix` keeps the unconfirmed uploads of several instances or accounts apart.
 * @example
 * ```ts
 * import { HybridUploader, PeerTubeClient, piyakastStore, createPiyakast } from '@piyakast/sdk';
 * import { webStorageUnconfirmedUploads } from '@piyakast/sdk/browser';
 *
 * const { uploads } = new PeerTubeClient({ url: 'https://video.example' });
 * const fallback = piyakastStore(createPiyakast({ url: 'https://cast.example', token: 'from your own server' }));
 * export const hybrid = new HybridUploader({ primary: uploads, fallback, unconfirmed: webStorageUnconfirmedUploads(localStorage) });
 * ```
 */
export function webStorageUnconfirmedUploads(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>,
  options: { prefix?: string } = {},
): UnconfirmedUploadStore {
  const { prefix = 'piyakast:unconfirmedUpload:' } = options;
  return {
    entries() {
      const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      const own = names.filter((name) => name.startsWith(prefix));
      return own.flatMap((name) => parseUnconfirmedUpload(name.slice(prefix.length), storage.getItem(name) ?? ''));
    },
    set(id, unconfirmedUpload) {
      storage.setItem(prefix + id, JSON.stringify(unconfirmedUpload));
    },
    delete(id) {
      storage.removeItem(prefix + id);
    },
  };
}
