import { abortable } from './abortable.js';

/**
 * Time as an option, so that tests can turn it.
 *
 * @example
 * ```ts
 * import { type Clock, PeerTubeClient, systemClock } from '@piyakast/sdk';
 *
 * // Ten times as fast, for a test that should not wait.
 * const fast: Clock = {
 *   now: () => systemClock.now(),
 *   sleep: (ms, signal) => systemClock.sleep(ms / 10, signal),
 * };
 * export const client = new PeerTubeClient({ url: 'https://video.example', clock: fast });
 * ```
 */
export interface Clock {
  /** Milliseconds since the UNIX epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with `signal.reason` when the signal aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The real time.
 *
 * @example
 * ```ts
 * import { systemClock } from '@piyakast/sdk';
 *
 * await systemClock.sleep(1_000, AbortSignal.timeout(5_000));
 * console.log(new Date(systemClock.now()).toISOString());
 * ```
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => {
    let timer: ReturnType<typeof setTimeout>;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    return abortable(slept, signal).finally(() => clearTimeout(timer));
  },
};
