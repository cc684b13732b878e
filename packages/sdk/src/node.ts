/**
 * `@piyakast/sdk/node`: files as sources of uploads, and stores in files. For Node, and for Deno and Bun by their Node
 * interfaces.
 *
 * @module node
 */
export { type FolderStoreOptions, folderStore } from './hybrid/folder-store.js';
export { type FileTokenStoreOptions, fileTokenStore } from './storage/file-token-store.js';
export { type FileSourceOptions, fileSource } from './upload/file-source.js';
export { folderDoubts } from './upload/folder-doubts.js';
export { folderRecords } from './upload/folder-records.js';
