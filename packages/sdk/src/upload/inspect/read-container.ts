import { UploadError } from '../../errors/upload-error.js';
import type { StepOptions, UploadSource } from '../types.js';
import { type ContainerType, detectContainer, HEAD_BYTES } from './detect-container.js';

/** What a source is, by its first bytes; `undefined` when it is neither video nor sound. */
export async function readContainer(source: UploadSource, { signal }: StepOptions): Promise<ContainerType | undefined> {
  const head = await source.slice(0, Math.min(HEAD_BYTES, source.sizeBytes), signal ? { signal } : {});
  return detectContainer(await bytesOf(head));
}

/**
 * The name does not count: PeerTube reads the file too, but only when it has the last byte.
 *
 * @throws UploadError `upload/unsupported-type`.
 */
export async function mustBeMedia(source: UploadSource, options: StepOptions): Promise<void> {
  if (await readContainer(source, options)) return;
  throw new UploadError(`By its content "${source.name}" is neither a video nor a sound. Choose another file.`, {
    code: 'upload/unsupported-type',
  });
}

/** A slice in memory. */
export const bytesOf = async (body: Blob | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  body instanceof Uint8Array ? body : new Uint8Array(await body.arrayBuffer());
