import { blobSource } from './blob-source.js';
import type { UploadSource } from './types.js';

/**
 * What can be uploaded by {@link uploadVideo}: a `File` or `Blob`, or a source:
 * `streamSource({name, sizeBytes, stream})` for bytes that come once, `fileSource(path)` of the Node entry.
 */
export type UploadInput = Blob | UploadSource;

/**
 * The input as a source.
 *
 * @example
 * ```ts
 * import { toUploadSource } from '@piyakast/sdk';
 *
 * console.log(toUploadSource(new File(['…'], 'holiday.mp4')).sizeBytes); // 3
 * ```
 */
export const toUploadSource = (input: UploadInput): UploadSource => (input instanceof Blob ? blobSource(input) : input);
