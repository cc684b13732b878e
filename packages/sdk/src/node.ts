/**
 * `@piyakast/sdk/node`: files as sources of uploads, and stores in files. For Node, and for Deno and Bun by their Node
 * interfaces.
 *
 * @module node
 */
export { type FolderStoreOptions, folderStore } from './failover/stores/node/folder-store.js';
export { folderUnconfirmedUploads } from './failover/unconfirmed/node/folder-unconfirmed-uploads.js';
export { type FileLockOptions, withFileLock } from './runtime/node/file-lock.js';
export { writeDurably } from './runtime/node/write-durably.js';
export { type FileTokenStoreOptions, fileTokenStore } from './session/stores/node/file-token-store.js';
export { type FileSourceOptions, fileSource } from './upload/node/file-source.js';
export { folderRecords } from './upload/node/folder-records.js';
