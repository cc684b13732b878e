import type { Random } from './random.js';

/** How waits grow; see {@link backoffMs}. */
export interface BackoffOptions {
  /** Longest wait before the first repeat, in milliseconds. */
  baseMs: number;
  /** The longest wait of all, in milliseconds. @defaultValue no limit */
  maxMs?: number | undefined;
  /**
   * Share of the wait, from 0 to 1, that chance may take away, so that many clients do not return at once: 1 is full
   * jitter, 0 none. @defaultValue 0.5
   */
  jitter?: number | undefined;
  /** @defaultValue `Math.random` */
  random?: Random | undefined;
}

/**
 * The wait before a repeat: exponential backoff with jitter. Pure, given `random`.
 *
 * @param attempt - Repeats made before, from 0; the wait doubles with each.
 * @returns Milliseconds.
 * @example
 * ```ts
 * import { backoffMs } from '@piyakast/sdk';
 *
 * console.log(backoffMs(2, { baseMs: 500, jitter: 0 })); // 2000
 * ```
 */
export function backoffMs(
  attempt: number,
  { baseMs, maxMs = Number.POSITIVE_INFINITY, jitter = 0.5, random = Math.random }: BackoffOptions,
): number {
  // 2 ** 10 is beyond every limit in use, and keeps the product finite.
  return Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 10)) * (1 - jitter * random());
}
