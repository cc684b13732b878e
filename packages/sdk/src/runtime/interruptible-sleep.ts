import { abortable } from './abortable.js';
import type { Clock } from './clock.js';

/** A wait that can be cut short; see {@link interruptibleSleep}. */
export interface InterruptibleSleep {
  /** Ends the present wait, or else the next one at once: a call between two waits is not lost. */
  wake(): void;
  /**
   * Resolves after `ms`, or sooner when woken; without `ms` only when woken. One waits at a time. Rejects with the
   * signal's reason.
   */
  sleep(ms: number | undefined, signal?: AbortSignal): Promise<void>;
}

/**
 * Makes a wait that an event may cut short: a poller that is notified, a loop that is stopped.
 *
 * @example
 * ```ts
 * import { interruptibleSleep, systemClock } from '@piyakast/sdk';
 *
 * const pause = interruptibleSleep(systemClock);
 * globalThis.addEventListener('online', () => pause.wake());
 * await pause.sleep(60_000);
 * console.log('A minute is over, or the network is back.');
 * ```
 */
export function interruptibleSleep(clock: Clock): InterruptibleSleep {
  let isWoken = false;
  let interrupt: (() => void) | undefined;
  return {
    wake() {
      isWoken = true;
      interrupt?.();
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      const timer = new AbortController();
      try {
        if (!isWoken) {
          const woken = new Promise<void>((resolve) => {
            interrupt = resolve;
          });
          const slept = ms === undefined ? woken : clock.sleep(ms, timer.signal).catch(() => undefined);
          await abortable(Promise.race([woken, slept]), signal);
        }
      } finally {
        isWoken = false;
        interrupt = undefined;
        timer.abort();
      }
    },
  };
}
