import type { UploadSource } from '../types.js';
import { invalidOption } from '../upload-key.js';
import { blobSource } from './blob-source.js';

/**
 * What can be uploaded by {@link uploadVideo}: a `File` or `Blob`, or a source:
 * `streamSource({name, sizeBytes, stream})` for bytes that come once, `fileSource(path)` of the Node entry.
 */
export type UploadInput = Blob | UploadSource;

/**
 * The input as a source.
 *
 * @throws ConfigError `config/invalid-option` when it is neither, such as a path: `fileSource(path)` of the Node entry
 * takes one.
 *
 * @example
 * ```ts
 * import { toUploadSource } from '@piyakast/sdk';
 *
 * console.log(toUploadSource(new File(['…'], 'holiday.mp4')).sizeBytes); // 3
 * ```
 */
export function toUploadSource(input: UploadInput): UploadSource {
  // By what they have: a Blob of another frame is no instance of this one's, and text has a `slice` too.
  const { slice, size, sizeBytes } = Object(input);
  if (slice && size >= 0) return blobSource(input as Blob);
  if (slice && sizeBytes >= 0) return input as UploadSource;
  throw invalidOption('input', 'a File, a Blob or a source');
}
