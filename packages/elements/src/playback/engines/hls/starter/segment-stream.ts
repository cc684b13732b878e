import { Cutter } from './cutter.js';
import type { Track } from './init-segment.js';
import type { Fetched } from './memory.js';
import type { Range } from './playlist.js';
import type { Request } from './request.js';

/** A second request for the sound pays when at least this much of the picture lies before it. Bytes. */
const MIN_LEAD = 16_384;

export interface SegmentStreamOptions {
  readonly segment: Range;
  /** Given for the first segment: it is read in the same request when it lies directly before. */
  readonly init: Range | undefined;
  /** Called when the init segment is there. Its result is what the segment is cut by; a throw ends the stream. */
  readonly onInit: (bytes: Uint8Array<ArrayBuffer>) => readonly Track[];
  /** Called with each small fragment as soon as it is complete. */
  readonly onPiece: (piece: Uint8Array<ArrayBuffer>) => void;
  readonly tracks?: readonly Track[] | undefined;
  readonly request: Request;
  readonly signal: AbortSignal;
}

/**
 * Fetches a segment and gives it out in small fragments while it arrives. Where all sound lies behind all picture, the
 * sound is fetched beside it.
 *
 * @returns The whole segment. Rejects with a `RangeError` when it cannot be cut.
 */
export async function streamSegment(options: SegmentStreamOptions): Promise<Fetched<ArrayBuffer>> {
  const { segment, init, request, signal } = options;
  const startMs = performance.now();
  const isJoined = init !== undefined && init.url === segment.url && init.end === segment.start;
  const whole = isJoined ? { ...segment, start: init.start } : segment;
  const arrivals = new Arrivals(whole, segment.start - whole.start);
  let cutter: Cutter | undefined;
  const cutBy = (tracks: readonly Track[]) => {
    cutter = new Cutter(arrivals.segment, tracks, arrivals.has);
  };
  let side: Promise<void> | undefined;
  const onArrival = () => {
    if (isJoined && cutter === undefined && arrivals.has(0, 0)) cutBy(options.onInit(arrivals.prefix));
    for (const piece of cutter?.take() ?? []) options.onPiece(piece);
    const later = Math.max(0, ...(cutter?.offsets ?? []));
    if (side !== undefined || later - arrivals.reached < MIN_LEAD) return;
    side = arrivals.receive(request({ ...segment, start: segment.start + later }, signal), later, onArrival);
    // Awaited below, after the first request: a failure in between must not count as unhandled.
    side.catch(() => undefined);
  };
  const main = arrivals.receive(request(whole, signal), whole.start - segment.start, onArrival);
  main.catch(() => undefined);
  if (!isJoined) {
    const tracks = init === undefined ? options.tracks : options.onInit(await readAll(request(init, signal)));
    cutBy(tracks ?? []);
    onArrival();
  }
  await main;
  await side;
  if (cutter?.isDone !== true) throw new RangeError('The segment could not be cut.');
  const body = arrivals.segment.slice().buffer;
  return { body, startMs, firstByteMs: arrivals.firstByteMs, endMs: performance.now() };
}

/** The bytes of a segment, and of what is read before it in the same request, as far as they are there. */
class Arrivals {
  readonly prefix: Uint8Array<ArrayBuffer>;
  readonly segment: Uint8Array<ArrayBuffer>;
  firstByteMs = 0;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  /** Parts that arrive side by side, by offsets in the segment. */
  readonly #parts: { start: number; end: number }[] = [];

  constructor({ start, end }: Range, prefixSize: number) {
    this.#bytes = new Uint8Array(end - start);
    this.prefix = this.#bytes.subarray(0, prefixSize);
    this.segment = this.#bytes.subarray(prefixSize);
  }

  /** Up to where the first part has arrived. */
  get reached(): number {
    return this.#parts[0]?.end ?? 0;
  }

  readonly has = (start: number, end: number): boolean =>
    this.#parts.some((part) => part.start <= start && end <= part.end);

  /** Takes an answer in, from an offset to where the next part begins. */
  async receive(answer: Promise<Response>, start: number, onArrival: () => void): Promise<void> {
    const part = { start, end: start };
    this.#parts.push(part);
    for await (const chunk of chunksOf(await answer)) {
      this.firstByteMs ||= performance.now();
      const bytes = chunk.subarray(0, this.#limit(part) - part.end);
      this.#bytes.set(bytes, this.prefix.length + part.end);
      part.end += bytes.length;
      onArrival();
      if (part.end === this.#limit(part)) return;
    }
    throw new RangeError('The segment is shorter than its playlist says.');
  }

  #limit(part: { start: number }): number {
    return Math.min(
      this.segment.length,
      ...this.#parts.map(({ start }) => start).filter((start) => start > part.start),
    );
  }
}

/** Leaving the loop early cancels the answer. */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isOver = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!isOver) reader.cancel().catch(() => undefined);
  }
}

async function readAll(response: Promise<Response>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await response).arrayBuffer());
}
