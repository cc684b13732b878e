import { type IndexedDb, openIndexedDb } from '../../runtime/browser/indexed-db.js';
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
  let opened: Promise<IndexedDb> | undefined;

  async function run<T>(mode: 'readonly' | 'readwrite', action: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    opened ??= openIndexedDb(database, [STORE], options).catch((error) => {
      opened = undefined;
      throw error;
    });
    return (await opened).run(STORE, mode, action);
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
