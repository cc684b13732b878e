/**
 * `@piyakast/sdk/browser`: stores in what a browser keeps, shared by the tabs of an origin.
 *
 * @module browser
 */
export { type OpfsStoreOptions, opfsStore } from './failover/stores/browser/opfs-store.js';
export { webStorageUnconfirmedUploads } from './failover/unconfirmed/browser/web-storage-unconfirmed-uploads.js';
export { type IndexedDb, openIndexedDb } from './runtime/browser/indexed-db.js';
export type { WebLocks } from './runtime/browser/web-locks.js';
export type { WebStorage } from './runtime/browser/web-storage.js';
export { type WebTokenStoreOptions, webTokenStore } from './session/stores/browser/web-token-store.js';
export { indexedDbRecords } from './upload/browser/indexed-db-records.js';
export { webStorageRecords } from './upload/browser/web-storage-records.js';
