import type { Clock } from '../../runtime/clock.js';
import { chunksOf } from '../../runtime/storage.js';
import { ConnectionCut, type Faults } from './faults.js';

export interface FaultyBytesOptions {
  faults: Faults;
  clock: Clock;
  onRevoke: () => void;
  /** A cut of this stream alone, chosen by chaos. */
  cutAt?: number;
}

/** Lets a body pass as the switches say: slowly, up to the cut, revoking tokens on the way. */
export function faultyBytes(
  source: ReadableStream<Uint8Array>,
  options: FaultyBytesOptions,
): ReadableStream<Uint8Array> {
  const bytes = passing(source, options);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await bytes.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          controller.error(error);
        }
      },
      async cancel() {
        await bytes.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* passing(source: ReadableStream<Uint8Array>, options: FaultyBytesOptions): AsyncGenerator<Uint8Array> {
  const { faults, clock, onRevoke, cutAt } = options;
  let passed = 0;
  for await (const chunk of sent(source)) {
    for (const slice of slicesOf(chunk, faults.current.bytesPerSecond)) {
      while (faults.current.hang) await faults.changed();
      if (faults.current.down) throw new ConnectionCut();
      const { allowed, cut, revoke } = faults.count(slice.length);
      if (revoke) onRevoke();
      const own = cutAt === undefined ? slice.length : Math.max(0, cutAt - passed);
      const part = slice.subarray(0, Math.min(allowed, own));
      passed += part.length;
      if (part.length > 0) yield part;
      if (cut || part.length < slice.length || passed === cutAt) throw new ConnectionCut();
      const { bytesPerSecond } = faults.current;
      if (bytesPerSecond !== null) await clock.sleep((slice.length / bytesPerSecond) * 1000);
    }
  }
}

/** A tenth of a second's worth at a time, so that a slow body is slow from its first byte. */
function* slicesOf(chunk: Uint8Array, bytesPerSecond: number | null): Generator<Uint8Array> {
  const size = bytesPerSecond === null ? chunk.length : Math.max(1, Math.ceil(bytesPerSecond / 10));
  for (let start = 0; start < chunk.length; start += size) yield chunk.subarray(start, start + size);
}

async function* sent(source: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunksOf(source);
  } catch (error) {
    throw new ConnectionCut({ cause: error });
  }
}
