import type { UploadRecord, UploadRecordStore } from '../types.js';

const STORE = 'uploads';

/**
 * Keeps records in IndexedDB, which a service worker can reach too. Resolves when the transaction is complete.
 *
 * @example
 * ```ts
 * import { createPeerTube, uploadVideo } from '@piyakast/sdk';
 * import { indexedDbRecords } from '@piyakast/sdk/browser';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const file = new File(['…'], 'holiday.mp4');
 * await uploadVideo(peertube, file, { name: 'Holiday', key: 'holiday-2026', records: indexedDbRecords() }).done;
 * ```
 */
export function indexedDbRecords(options: { database?: string; indexedDB?: IDBFactory } = {}): UploadRecordStore {
  const { database = 'piyakast-uploads' } = options;
  let opened: Promise<IDBDatabase> | undefined;

  function open(): Promise<IDBDatabase> {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = (options.indexedDB ?? globalThis.indexedDB).open(database, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    }).catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await open()).transaction(STORE, mode, { durability: 'strict' });
    return new Promise((resolve, reject) => {
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  }

  return {
    get: (key) => run<UploadRecord | undefined>('readonly', (store) => store.get(key)),
    set: async (record) => {
      await run('readwrite', (store) => store.put(record));
    },
    delete: async (key) => {
      await run('readwrite', (store) => store.delete(key));
    },
  };
}
