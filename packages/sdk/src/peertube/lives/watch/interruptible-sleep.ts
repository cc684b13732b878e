import { abortable } from '../../../runtime/abortable.js';
import type { Clock } from '../../../runtime/clock.js';

/** Wakes one who waits. */
export interface LiveBell {
  /** With viewers it is a count alone; without, something has to be read again. */
  ring(viewers?: number): void;
  /** Resolves after the time, or sooner when it rings; with the viewers when that is what it rang for. */
  wait(clock: Clock, ms: number, signal: AbortSignal): Promise<number | undefined>;
}

export function createLiveBell(): LiveBell {
  let pending: { viewers: number | undefined } | undefined;
  let wake: (() => void) | undefined;
  return {
    ring(viewers) {
      // A change outranks a count: the reading that follows brings the count too.
      pending = { viewers: pending !== undefined && pending.viewers === undefined ? undefined : viewers };
      wake?.();
    },
    async wait(clock, ms, signal) {
      if (pending === undefined) {
        const timer = new AbortController();
        const rung = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const slept = clock.sleep(ms, timer.signal).catch(() => undefined);
        try {
          await abortable(Promise.race([rung, slept]), signal);
        } finally {
          wake = undefined;
          timer.abort();
        }
      }
      const viewers = pending?.viewers;
      pending = undefined;
      return viewers;
    },
  };
}
