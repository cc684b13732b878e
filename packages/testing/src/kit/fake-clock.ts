import type { Clock } from '../runtime/clock.js';

/** A clock that stands still until a test advances it. */
export interface FakeClock extends Clock {
  /** Moves time forward, waking each sleeper at its time and letting the work that it starts settle. */
  advance(ms: number): Promise<void>;
  /** How many calls are asleep now. */
  readonly sleepers: number;
}

/** A clock on which every sleep ends at once, in its time. */
export interface InstantClock extends Clock {
  /** How long each sleep so far was, in milliseconds. */
  readonly sleeps: readonly number[];
  /** Moves time forward, with no one asleep. */
  advance(ms: number): void;
}

interface Sleeper {
  atMs: number;
  wake(): void;
}

/**
 * Makes a clock for tests. It has the shape of the SDK's `Clock`.
 *
 * @param startMs - Milliseconds since the UNIX epoch.
 *
 * @example
 * const clock = createFakeClock();
 * const done = retry(task, { clock });
 * await clock.advance(30_000);
 * await done;
 */
export function createFakeClock(startMs = Date.UTC(2026, 0, 1)): FakeClock {
  let nowMs = startMs;
  const sleepers = new Set<Sleeper>();

  return {
    now: () => nowMs,
    get sleepers() {
      return sleepers.size;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          atMs: nowMs + ms,
          wake() {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    async advance(ms) {
      const endMs = nowMs + ms;
      await settle();
      for (;;) {
        const [next] = [...sleepers].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
        await settle();
      }
      nowMs = endMs;
      await settle();
    },
  };
}

/** Makes a clock that never makes a test wait: each sleep moves the time forward by its length and resolves. */
export function createInstantClock(startMs = Date.UTC(2026, 0, 1)): InstantClock {
  let nowMs = startMs;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      await nextTurn();
      signal?.throwIfAborted();
      sleeps.push(ms);
      nowMs += ms;
    },
  };
}

const SETTLE_TURNS = 5;

/** Lets everything run that needs no time: promise reactions, and I/O that is already due (files, streams, crypto). */
export async function settle(turns = SETTLE_TURNS): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}

/** One turn of the event loop; browsers have no `setImmediate`. */
function nextTurn(): Promise<void> {
  const immediate = (globalThis as { setImmediate?: (task: () => void) => unknown }).setImmediate;
  return new Promise((resolve) => (immediate ? immediate(resolve) : setTimeout(resolve, 0)));
}
