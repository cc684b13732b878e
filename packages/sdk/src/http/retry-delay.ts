import type { HttpError } from '../errors/http-error.js';
import { isPiyaError } from '../errors/piya-error.js';
import { backoffMs } from '../runtime/backoff.js';
import type { Random } from '../runtime/random.js';
import type { RetryOptions } from './types.js';

/** The facts that decide on a repeat. */
export interface RetryQuestion {
  /** Attempts made so far, from 1. */
  attempt: number;
  /** Milliseconds since the first attempt began. */
  elapsedMs: number;
  method: string;
  error: unknown;
  random: Random;
}

/** How many milliseconds to wait before the next attempt; `undefined` when there must be none. */
export function retryDelay(question: RetryQuestion, options: Required<RetryOptions>): number | undefined {
  const { attempt, elapsedMs, error, method, random } = question;
  const isFinal =
    attempt > options.limit ||
    !isPiyaError(error) ||
    !error.retryable ||
    // A server that is left alone does not change by asking again at once.
    error.code === 'network/circuit-open' ||
    // Nothing but a full stop at the door is safe to repeat for a POST.
    (error.status !== 429 && !/^(GET|HEAD|PUT|DELETE)$/.test(method));
  if (isFinal) return undefined;
  const { baseMs } = options;
  const { retryAfterMs = backoffMs(attempt - 1, { baseMs, jitter: 1, random }) } = error as Partial<HttpError>;
  return elapsedMs + retryAfterMs > options.budgetMs ? undefined : retryAfterMs;
}
