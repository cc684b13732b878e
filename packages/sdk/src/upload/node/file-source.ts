import { openAsBlob } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { mediaTypeOf } from '../../contract/media-types.js';
import { UploadError } from '../../errors/upload-error.js';
import { sourceChanged } from '../engine/upload-failure.js';
import { chunkMemory } from '../sources/chunk-memory.js';
import type { UploadSource } from '../types.js';
import { fileChunks } from './file-chunks.js';

/** Options of {@link fileSource}. */
export interface FileSourceOptions {
  /**
   * Name to upload it under, with its extension. @defaultValue the file's name; needed with a handle, which has none
   */
  name?: string;
  /**
   * Media type, for example `video/mp4`. @defaultValue from the extension of the name
   */
  type?: string;
}

/**
 * A file in Node, Deno or Bun, by path or open handle. It costs the memory of one chunk. A handle given stays open at the
 * end.
 *
 * One factory: its methods share the handle, which opens late and may open again.
 *
 * @throws UploadError `upload/invalid-file` when it cannot be read or is no file.
 * @example
 * ```ts
 * import { createPeerTube, uploadVideo } from '@piyakast/sdk';
 * import { fileSource } from '@piyakast/sdk/node';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await uploadVideo(peertube, await fileSource('./holiday.mp4'), { name: 'Holiday' }).done;
 * ```
 */
export async function fileSource(
  file: string | URL | FileHandle,
  options: FileSourceOptions = {},
): Promise<UploadSource> {
  const isPath = typeof file === 'string' || file instanceof URL;
  // The promise, so that slices that are read at the same time share one handle.
  let opening: Promise<FileHandle> | undefined = isPath ? undefined : Promise.resolve(file);
  const handleOf = (): Promise<FileHandle> => {
    opening ??= open(file as string | URL, 'r').catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  const begun = await handleOf()
    .then((opened) => opened.stat())
    .catch((cause) => {
      throw new UploadError('The file cannot be read. Check its path and rights.', {
        code: 'upload/invalid-file',
        cause,
      });
    });
  if (!begun.isFile()) {
    await close();
    throw new UploadError('This is not a file.', { code: 'upload/invalid-file' });
  }
  // Opened again when it is read: an upload that is refused early, or never begun, leaves nothing open.
  await close();
  const memory = chunkMemory();
  const whole = isPath ? await openAsBlob(file) : undefined;
  // Node counts the bytes of such a Blob in 32 bits (seen on 20 to 24): of 4 GiB and more it has the rest only.
  const chunks = whole?.size === begun.size ? fileChunks(whole, handleOf) : undefined;
  const name =
    options.name ?? (isPath ? basename(file instanceof URL ? decodeURIComponent(file.pathname) : file) : 'video');

  async function close(): Promise<void> {
    if (!isPath) return;
    const opened = opening;
    opening = undefined;
    await (await opened?.catch(() => undefined))?.close();
  }

  async function verify(): Promise<void> {
    const now = await (await handleOf()).stat();
    if (now.size !== begun.size || now.mtimeMs !== begun.mtimeMs) throw sourceChanged('it was written to.');
  }

  async function read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const reader = await handleOf();
    const bytes = memory.take(end - start);
    for (let filled = 0; filled < bytes.byteLength; ) {
      signal?.throwIfAborted();
      const { bytesRead } = await reader.read(bytes, filled, bytes.byteLength - filled, start + filled);
      if (bytesRead === 0) throw sourceChanged('it became shorter.');
      filled += bytesRead;
    }
    return bytes;
  }

  return {
    name,
    type: options.type ?? mediaTypeOf(name),
    sizeBytes: begun.size,
    lastModifiedMs: Math.floor(begun.mtimeMs),
    verify,
    async slice(start, end, { signal } = {}) {
      await verify();
      return chunks?.chunk(start, end) ?? read(start, end, signal);
    },
    release(body) {
      if (body instanceof Blob) chunks?.release(body);
      else memory.give(body);
    },
    close,
  };
}
