import type { Clock } from '../../runtime/clock.js';

/** A clock whose sleeps take no real time: each moves the time on and lets everything else have a turn. */
export function instantClock(startMs = Date.UTC(2026, 0, 1)): Clock & { sleeps: number[]; advance(ms: number): void } {
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
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      sleeps.push(ms);
      nowMs += ms;
    },
  };
}
