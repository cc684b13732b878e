import { sourceChanged } from '../engine/upload-failure.js';
import { streamedBodies } from '../protocols/wire-body.js';
import type { UploadSource } from '../types.js';
import type { LeanChunks } from './lean-chunks.js';

/**
 * A `Blob` or `File`; the browser reads it while it sends, slice by slice.
 *
 * @example
 * ```ts
 * import { blobSource } from '@piyakast/sdk';
 *
 * const source = blobSource(new File(['…'], 'holiday.mp4', { type: 'video/mp4' }));
 * console.log(source.name, source.sizeBytes);
 * ```
 */
export function blobSource(blob: Blob): UploadSource {
  const { name = 'video', lastModified } = blob as Partial<File>;
  let chunks: LeanChunks | undefined;
  return {
    name,
    type: blob.type,
    sizeBytes: blob.size,
    lastModifiedMs: lastModified,
    async slice(start, end) {
      chunks ??= (await streamedBodies())?.blobChunks(blob);
      return chunks?.chunk(start, end) ?? blob.slice(start, end);
    },
    release: (body) => chunks?.release(body as Blob),
    async verify() {
      try {
        // A file that changed on disk cannot be read any more; `fetch` reports that as a network failure.
        await blob.slice(0, 1).arrayBuffer();
      } catch (error) {
        throw sourceChanged(undefined, error);
      }
    },
  };
}
