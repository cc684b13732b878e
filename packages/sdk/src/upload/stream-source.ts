import { UploadError } from '../errors/upload-error.js';
import type { UploadSource } from './types.js';
import { sourceChanged } from './upload-failure.js';

/** Bytes that come once, with their exact number, for {@link streamSource}. */
export interface StreamSourceInput {
  /** File name with its extension. */
  name: string;
  /** Media type, for example `video/mp4`. @defaultValue empty, unknown */
  type?: string;
  /** Exact number of bytes that the stream gives. */
  sizeBytes: number;
  /** Read once, and no further than the chunk under way. */
  stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;
}

/**
 * A stream with a known size. Only the chunk under way is kept, so that it can be sent again; an upload that the server
 * forgot altogether fails, because what was confirmed is gone.
 *
 * @example
 * ```ts
 * import { createPeerTube, streamSource, uploadVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const answer = await fetch('https://files.example/holiday.mp4');
 * const sizeBytes = Number(answer.headers.get('content-length'));
 * if (answer.body) {
 *   const source = streamSource({ name: 'holiday.mp4', sizeBytes, stream: answer.body });
 *   await uploadVideo(peertube, source, { name: 'Holiday' }).done;
 * }
 * ```
 */
export function streamSource({ name, type = '', sizeBytes, stream }: StreamSourceInput): UploadSource {
  const iterator = iterate(stream);
  /** Bytes from `windowStart` on that were read and may be wanted again. */
  let pieces: Uint8Array[] = [];
  let windowStart = 0;
  let windowEnd = 0;

  function dropBefore(start: number): void {
    while (pieces[0] && windowStart + pieces[0].byteLength <= start) {
      windowStart += pieces[0].byteLength;
      pieces.shift();
    }
  }

  async function readUpTo(end: number, start: number, signal?: AbortSignal): Promise<void> {
    while (windowEnd < end) {
      signal?.throwIfAborted();
      const { done, value } = await iterator.next();
      if (done) throw sourceChanged(`the stream ended after ${windowEnd} of ${sizeBytes} bytes.`);
      pieces.push(value);
      windowEnd += value.byteLength;
      dropBefore(start);
    }
  }

  async function checkEnd(): Promise<void> {
    const tooMany = windowEnd > sizeBytes || !(await iterator.next()).done;
    if (tooMany) throw sourceChanged(`the stream gives more than the ${sizeBytes} bytes announced.`);
  }

  let ended = false;
  return {
    name,
    type,
    sizeBytes,
    once: true,
    async slice(start, end, options) {
      if (start < windowStart) {
        throw new UploadError('The server lost bytes that a stream cannot give twice. Start again from a file.', {
          code: 'upload/offset-lost',
        });
      }
      dropBefore(start);
      await readUpTo(end, start, options?.signal);
      if (end === sizeBytes && !ended) {
        await checkEnd();
        ended = true;
      }
      return copy(pieces, start - windowStart, end - start);
    },
    async close() {
      pieces = [];
      windowStart = windowEnd;
      await iterator.return?.();
    },
  };
}

function copy(pieces: readonly Uint8Array[], skip: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let position = -skip;
  for (const piece of pieces) {
    const from = Math.max(0, -position);
    const part = piece.subarray(from, Math.min(piece.byteLength, length - position));
    if (part.byteLength > 0) bytes.set(part, position + from);
    position += piece.byteLength;
    if (position >= length) break;
  }
  return bytes;
}

function iterate(stream: StreamSourceInput['stream']): AsyncIterator<Uint8Array> {
  if (!('getReader' in stream)) return stream[Symbol.asyncIterator]();
  // By hand, because Safari's streams cannot be iterated.
  const reader = stream.getReader();
  return {
    next: async () => {
      const { done, value } = await reader.read();
      return done ? { done: true, value: undefined } : { done: false, value };
    },
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}
