/**
 * `@piyakast/sdk/browser`: stores in what a browser keeps, shared by the tabs of an origin.
 *
 * @module browser
 */
export { type OpfsStoreOptions, opfsStore } from './hybrid/opfs-store.js';
export { type WebLocks, type WebStorage, type WebTokenStoreOptions, webTokenStore } from './storage/web-token-store.js';
export { indexedDbRecords } from './upload/indexed-db-records.js';
export { webStorageDoubts } from './upload/web-storage-doubts.js';
export { webStorageRecords } from './upload/web-storage-records.js';
