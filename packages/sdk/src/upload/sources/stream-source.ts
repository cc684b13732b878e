import { UploadError } from '../../errors/upload-error.js';
import { abortable } from '../../runtime/abortable.js';
import { sourceChanged } from '../engine/upload-failure.js';
import type { UploadSource } from '../types.js';
import { chunkMemory } from './chunk-memory.js';

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
 * One factory: its methods share the position in the stream, which may be read once.
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
  const memory = chunkMemory();
  /** What was read last and may be wanted again, from `heldStart` on. */
  let held = new Uint8Array();
  let heldStart = 0;
  /** What the stream gave beyond it. */
  let rest = new Uint8Array() as Uint8Array;
  /** How often bytes of `held` were given out: given twice, a request given up may still be reading them. */
  let lent = 0;
  let isFree = false;
  /** Asked for and not there yet: who is stopped meanwhile leaves it to the next one. */
  let coming: Promise<IteratorResult<Uint8Array>> | undefined;
  let ended = false;

  /** Whether there is a byte in `rest`, or one comes. */
  async function more(signal?: AbortSignal): Promise<boolean> {
    while (rest.byteLength === 0) {
      coming ??= iterator.next();
      const { done, value } = await abortable(coming, signal);
      coming = undefined;
      if (done) return false;
      rest = value;
    }
    return true;
  }

  /** Whatever ends it on the way, no byte that the stream gave is lost. */
  async function hold(start: number, end: number, signal?: AbortSignal): Promise<void> {
    const kept = held.subarray(start - heldStart);
    let position = heldStart + held.byteLength;
    if (isFree && kept.byteLength === 0) memory.give(held);
    const bytes = memory.take(end - start);
    bytes.set(kept);
    while (position < end) {
      signal?.throwIfAborted();
      if (!(await more(signal))) throw sourceChanged(`the stream ended after ${position} of ${sizeBytes} bytes.`);
      const part = rest.subarray(0, (position < start ? start : end) - position);
      rest = rest.subarray(part.byteLength);
      if (position >= start) bytes.set(part, position - start);
      position += part.byteLength;
      held = bytes.subarray(0, Math.max(0, position - start));
      heldStart = Math.min(start, position);
      lent = 0;
    }
  }

  return {
    name,
    type,
    sizeBytes,
    once: true,
    async slice(start, end, options) {
      if (start < heldStart) {
        throw new UploadError('The server lost bytes that a stream cannot give twice. Start again from a file.', {
          code: 'upload/offset-lost',
        });
      }
      if (end > heldStart + held.byteLength) await hold(start, end, options?.signal);
      if (end === sizeBytes && !ended) {
        if (await more(options?.signal)) {
          throw sourceChanged(`the stream gives more than the ${sizeBytes} bytes announced.`);
        }
        ended = true;
      }
      lent++;
      isFree = false;
      return held.subarray(start - heldStart, end - heldStart);
    },
    release() {
      // They stay readable until the next ones are read over them.
      isFree = lent === 1;
    },
    async close() {
      held = new Uint8Array();
      heldStart = sizeBytes;
      const closed = iterator.return?.();
      // A generator ends after the piece that it owes, which may never come.
      if (!coming) await closed;
      else closed?.catch(() => undefined);
    },
  };
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
