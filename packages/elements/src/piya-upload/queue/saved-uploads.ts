import type { UploadRecord, UploadRecordStore, VideoMetadata } from '@piyakast/sdk';
import type { FileIdentity } from './file-identity.js';

/** What is kept of an upload besides the SDK's record, so that a new page can offer to go on. */
export interface SavedUpload {
  key: string;
  /** The server it goes to, so that one page can have several. */
  server: string;
  file: FileIdentity;
  /** Without passwords: they are never stored. */
  metadata: VideoMetadata;
  handle?: FileSystemFileHandle;
  createdAtMs: number;
}

/** Keeps unfinished uploads over a reload. */
export interface SavedUploads extends UploadRecordStore {
  save(upload: SavedUpload): Promise<void>;
  /** Those for one server, oldest first. */
  list(server: string): Promise<SavedUpload[]>;
  /** Forgets the upload and its record. */
  forget(key: string): Promise<void>;
}

const DATABASE = 'piya-upload';
const RECORDS = 'records';
const UPLOADS = 'uploads';

/** In IndexedDB, the one store of a page that holds file handles. */
class IndexedDbUploads implements SavedUploads {
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
  }

  get(key: string): Promise<UploadRecord | undefined> {
    return this.#run<UploadRecord | undefined>(RECORDS, 'readonly', (store) => store.get(key));
  }

  async set(record: UploadRecord): Promise<void> {
    await this.#run(RECORDS, 'readwrite', (store) => store.put(record));
  }

  async delete(key: string): Promise<void> {
    await this.#run(RECORDS, 'readwrite', (store) => store.delete(key));
  }

  async save(upload: SavedUpload): Promise<void> {
    await this.#run(UPLOADS, 'readwrite', (store) => store.put(upload));
  }

  async list(server: string): Promise<SavedUpload[]> {
    const all = await this.#run<SavedUpload[]>(UPLOADS, 'readonly', (store) => store.getAll());
    return all.filter((upload) => upload.server === server).sort((a, b) => a.createdAtMs - b.createdAtMs);
  }

  async forget(key: string): Promise<void> {
    await this.#run(UPLOADS, 'readwrite', (store) => store.delete(key));
    await this.delete(key);
  }

  /** Resolves when the transaction is complete, not when the request is: only then it survives a crash. */
  #run<Result>(name: string, mode: IDBTransactionMode, action: (store: IDBObjectStore) => IDBRequest): Promise<Result> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(name, mode, { durability: 'strict' });
      const request = action(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result as Result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  }
}

/** Where the browser offers no database: an upload then lives as long as the page. */
class MemoryUploads implements SavedUploads {
  readonly #records = new Map<string, UploadRecord>();

  async get(key: string): Promise<UploadRecord | undefined> {
    return this.#records.get(key);
  }

  async set(record: UploadRecord): Promise<void> {
    this.#records.set(record.key, record);
  }

  async delete(key: string): Promise<void> {
    this.#records.delete(key);
  }

  async save(): Promise<void> {
    // The page that would read it back is the page that has it.
  }

  async list(): Promise<SavedUpload[]> {
    return [];
  }

  async forget(key: string): Promise<void> {
    this.#records.delete(key);
  }
}

/** Opens the store of this origin. */
export function openSavedUploads(): Promise<SavedUploads> {
  return new Promise((resolve) => {
    if (!('indexedDB' in globalThis)) return resolve(new MemoryUploads());
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(RECORDS, { keyPath: 'key' });
      request.result.createObjectStore(UPLOADS, { keyPath: 'key' });
    };
    request.onsuccess = () => resolve(new IndexedDbUploads(request.result));
    // Some private windows have the API and refuse to open it.
    request.onerror = () => resolve(new MemoryUploads());
  });
}
