import type { HttpError } from '../../errors/http-error.js';
import { isPiyaError } from '../../errors/piya-error.js';
import { backoffMs } from '../../runtime/backoff.js';
import type { Random } from '../../runtime/random.js';

const BASE_MS = 500;
const CAP_MS = 30_000;
/** What the wait depends on. */
export interface RetryInput {
  /** Failures in a row since the server last confirmed new bytes, from 0. */
  attempt: number;
  error: unknown;
  random: Random;
  /** Whether the next request can be smaller than the one that failed. */
  mayShrink?: boolean;
  /** Whether a repeat is of use though the error alone says that it is not. */
  mayRepeat?: boolean;
}

/**
 * How long to wait before the next try, in milliseconds; `undefined` when there is nothing to gain from one. Pure.
 *
 * Doubles with each failure up to 30 s, shortened by up to half at random so that many clients do not return at once,
 * and never sooner than the server asked.
 */
export function retryDelayMs({
  attempt,
  error,
  random,
  mayShrink = false,
  mayRepeat = false,
}: RetryInput): number | undefined {
  if (!isPiyaError(error)) return undefined;
  const { code, retryable, retryAfterMs = 0 } = error as HttpError;
  // A token may die between its refresh and its use, when another tab or process refreshes too. A dead session has
  // another code.
  const mayRetry = mayRepeat || retryable || code === 'http/unauthorized' || (mayShrink && code === 'http/too-large');
  return mayRetry ? Math.max(pollDelayMs(attempt, random), retryAfterMs) : undefined;
}

/** The pause between two looks at something that takes its time. Pure. */
export const pollDelayMs = (attempt: number, random: Random): number =>
  backoffMs(attempt, { baseMs: BASE_MS, maxMs: CAP_MS, random });
