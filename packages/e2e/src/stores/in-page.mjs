/** What the pages of `sdk-stores.test.ts` work with, as one script with the global name `piya`. */
export { HybridUploader, PeerTubeClient } from '@piyakast/sdk';
export { indexedDbRecords, opfsStore, webStorageRecords, webStorageUnconfirmedUploads } from '@piyakast/sdk/browser';
