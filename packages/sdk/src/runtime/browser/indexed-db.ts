/** An open IndexedDB database; see {@link openIndexedDb}. */
export interface IndexedDb {
  /**
   * Runs one request in its own transaction. Resolves when the transaction is complete, not when the request is: only
   * then its effect survives a crash.
   */
  run<Result>(
    store: string,
    mode: 'readonly' | 'readwrite',
    action: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result>;
}

/**
 * Opens a database whose stores keep objects by their property `key`, and makes the stores that are missing.
 *
 * @throws What the browser's IndexedDB throws: a `QuotaExceededError`, a `VersionError`.
 * @param stores - Names of the stores. A new name needs a higher `version`.
 * @example
 * ```ts
 * import { openIndexedDb } from '@piyakast/sdk/browser';
 *
 * const db = await openIndexedDb('drafts', ['titles']);
 * await db.run('titles', 'readwrite', (store) => store.put({ key: 'a', title: 'Holiday' }));
 * ```
 */
export async function openIndexedDb(
  name: string,
  stores: readonly string[],
  { version = 1, indexedDB = globalThis.indexedDB }: { version?: number; indexedDB?: IDBFactory } = {},
): Promise<IndexedDb> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const store of stores) {
        if (!request.result.objectStoreNames.contains(store))
          request.result.createObjectStore(store, { keyPath: 'key' });
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return {
    run: (store, mode, action) =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction(store, mode, { durability: 'strict' });
        const request = action(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
      }),
  };
}
