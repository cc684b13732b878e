import type { StepOptions, UploadSource } from '../types.js';
import { type ContainerType, detectContainer, HEAD_BYTES } from './detect-container.js';
import { notMedia } from './recognize-file.js';

/** What a source is, by its first bytes; `undefined` when it is neither video nor sound. */
export async function readContainer(source: UploadSource, { signal }: StepOptions): Promise<ContainerType | undefined> {
  const head = await source.slice(0, Math.min(HEAD_BYTES, source.sizeBytes), signal ? { signal } : {});
  return detectContainer(await bytesOf(head));
}

/**
 * What a source is. The name does not count: PeerTube reads the content too, but only when it has the last byte.
 *
 * @throws UploadError `upload/unsupported-type` when it is neither video nor sound.
 */
export async function readMediaContainer(source: UploadSource, options: StepOptions): Promise<ContainerType> {
  const container = await readContainer(source, options);
  if (container) return container;
  throw notMedia(source.name);
}

/** A slice in memory. */
export const bytesOf = async (body: Blob | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  body instanceof Uint8Array ? body : new Uint8Array(await body.arrayBuffer());
