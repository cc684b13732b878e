import { blobSource } from './blob-source.js';
import type { UploadSource } from './types.js';

/**
 * What can be uploaded: a `File` or `Blob`, or a source: `streamSource({name, sizeBytes, stream})` for bytes that come
 * once, `fileSource(path)` of the Node entry.
 */
export type UploadInput = Blob | UploadSource;

/** The input as a source. */
export const toUploadSource = (input: UploadInput): UploadSource => (input instanceof Blob ? blobSource(input) : input);
