import type { FileHandle } from 'node:fs/promises';
import { sourceChanged } from './upload-failure.js';

/** Read at a time; the next piece is read while one is on its way. */
const PIECE_BYTES = 1024 * 1024;

/** Chunks of a file as request bodies, all in the memory of one. */
export interface FileChunks {
  chunk(start: number, end: number): Blob;
  /** Gives a chunk's memory to a later one. Nobody may read it any more. */
  release(chunk: Blob): void;
}

/**
 * Cuts a file into request bodies.
 *
 * Node's `fetch` copies the bytes that it is given, and those of a Blob's own stream once more: three chunks of garbage for
 * each sent, whose collection takes longer than the sending. So a chunk is a plain Blob of the file, good for everyone,
 * whose `stream()` reads into a buffer that lives on from chunk to chunk. A runtime that does not ask for `stream()` sends
 * the same bytes its own way.
 *
 * @param whole - The same file as `handle` has open.
 */
export function fileChunks(whole: Blob, handle: () => Promise<FileHandle>): FileChunks {
  const buffers = new WeakMap<Blob, Uint8Array<ArrayBuffer>>();
  let spare: Uint8Array<ArrayBuffer> | undefined;

  function bufferOf(chunk: Blob): Uint8Array<ArrayBuffer> {
    const fits = spare && spare.byteLength >= chunk.size ? spare : undefined;
    const buffer = buffers.get(chunk) ?? fits ?? new Uint8Array(chunk.size);
    if (buffer === fits) spare = undefined;
    buffers.set(chunk, buffer);
    return buffer;
  }

  /** Not a stream of bytes: `fetch` makes two of each body's stream, and would copy for the second. */
  function streamOf(chunk: Blob, start: number): ReadableStream<Uint8Array<ArrayBuffer>> {
    const buffer = bufferOf(chunk);
    let filled = 0;
    return new ReadableStream({
      async pull(controller) {
        const wanted = Math.min(PIECE_BYTES, chunk.size - filled);
        const { bytesRead } = await (await handle()).read(buffer, filled, wanted, start + filled);
        if (bytesRead === 0) throw sourceChanged('it became shorter.');
        controller.enqueue(buffer.subarray(filled, filled + bytesRead));
        filled += bytesRead;
        if (filled === chunk.size) controller.close();
      },
    });
  }

  return {
    chunk(start, end) {
      const chunk = whole.slice(start, end);
      return Object.defineProperty(chunk, 'stream', { value: () => streamOf(chunk, start) });
    },
    release(chunk) {
      spare = buffers.get(chunk) ?? spare;
      buffers.delete(chunk);
    },
  };
}
