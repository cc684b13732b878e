import { chunkMemory } from './chunk-memory.js';

/** Chunks as request bodies, all in the memory of one. */
export interface LeanChunks {
  chunk(start: number, end: number): Blob;
  /** Gives a chunk's memory to a later one. No reader may be left. */
  release(chunk: Blob): void;
}

/** Begins to read a chunk: each call puts the next bytes at the front of what it is given, and returns their number. */
export type ReadChunk = (chunk: Blob, start: number) => (into: Uint8Array<ArrayBuffer>) => Promise<number>;

/**
 * Cuts a Blob into request bodies.
 *
 * Node's `fetch` copies the bytes that it is given, and those of a Blob's own stream once more: three chunks of garbage for
 * each sent, whose collection takes longer than the sending. So a chunk is a plain Blob, good for everyone, whose
 * `stream()` reads into a buffer that lives on from chunk to chunk. A runtime that does not ask for `stream()` sends the
 * same bytes its own way.
 */
export function leanChunks(whole: Blob, read: ReadChunk): LeanChunks {
  const buffers = new WeakMap<Blob, Uint8Array<ArrayBuffer>>();
  const memory = chunkMemory();

  /** Not a stream of bytes: `fetch` makes two of each body's stream, and would copy for the second. */
  function streamOf(chunk: Blob, next: ReturnType<ReadChunk>): ReadableStream<Uint8Array<ArrayBuffer>> {
    const buffer = buffers.get(chunk) ?? memory.take(chunk.size);
    buffers.set(chunk, buffer);
    let filled = 0;
    return new ReadableStream({
      async pull(controller) {
        const count = await next(buffer.subarray(filled));
        controller.enqueue(buffer.subarray(filled, filled + count));
        filled += count;
        if (filled === chunk.size) controller.close();
      },
    });
  }

  return {
    chunk(start, end) {
      const chunk = whole.slice(start, end);
      // The same bytes again, because the chunk's own `stream` is about to be another.
      const bytes = whole.slice(start, end);
      return Object.defineProperty(chunk, 'stream', { value: () => streamOf(chunk, read(bytes, start)) });
    },
    release(chunk) {
      const buffer = buffers.get(chunk);
      if (buffer) memory.give(buffer);
      buffers.delete(chunk);
    },
  };
}
