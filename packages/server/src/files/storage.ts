import type { BucketStorage } from './bucket.js';
import type { FolderStorage } from './folder.js';

/** The files of the videos: a folder of one server, or a bucket that any number of servers share. */
export type FileStorage = FolderStorage | BucketStorage;
