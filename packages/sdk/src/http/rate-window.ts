import type { Clock } from '../runtime/clock.js';
import { readRetryAfter } from './read-problem.js';

/** How many requests a server takes in how many milliseconds. */
export interface RateLimit {
  limit: number;
  windowMs: number;
}

/** The longest wait that a server's word is followed for, in milliseconds. */
const MAX_BLOCKED_MS = 300_000;

/** Counts the requests of one limit, and knows how long the next one has to wait. */
export interface RateWindow extends Readonly<RateLimit> {
  /** Requests that may go out now. */
  available(): number;
  /** Milliseconds until one more may go out. */
  waitMs(): number;
  /** Counts a request that goes out; the function returned settles it. */
  begin(): (outcome: { isCounted: boolean }) => void;
  /** Takes over what an answer says of the limit. */
  learn(response: Response): void;
}

/**
 * @param share - Of a limit that the server states, how much is used: the rest is left to the page's own player.
 */
export function createRateWindow(clock: Clock, size: RateLimit, share: number): RateWindow {
  const { windowMs } = size;
  let { limit } = size;
  let blockedUntilMs = 0;
  /** One time for each request of the window: when it went out and, once it is answered, when its answer came. */
  let countedAtMs: number[] = [];

  function waitMs(): number {
    countedAtMs = recentOf(countedAtMs, windowMs, clock);
    return Math.max(0, blockedUntilMs - clock.now(), untilFree(countedAtMs, { limit, windowMs }, clock));
  }

  return {
    windowMs,
    get limit() {
      return limit;
    },
    available: () => (waitMs() > 0 ? 0 : limit - countedAtMs.length),
    waitMs,
    begin() {
      const sentAtMs = clock.now();
      countedAtMs.push(sentAtMs);
      return ({ isCounted }) => {
        // The server's window begins when a request arrives: with its answer, at the latest.
        const index = countedAtMs.indexOf(sentAtMs);
        if (index >= 0) countedAtMs.splice(index, 1);
        if (isCounted) countedAtMs.push(clock.now());
      };
    },
    learn({ headers, status }) {
      const now = clock.now();
      const retryAfterMs = readRetryAfter(headers, now);
      if (status === 429) {
        blockedUntilMs = now + (retryAfterMs ?? windowMs);
        return;
      }
      // Other origins cannot read these; the default stays then.
      const stated = Number(headers.get('x-ratelimit-limit'));
      if (stated > 0) limit = Math.max(1, Math.floor(stated * share));
      // An account that may pass a reached limit (an administrator's) gets `Retry-After` with a success.
      if (headers.get('x-ratelimit-remaining') === '0' && retryAfterMs === undefined) {
        const serverNow = Date.parse(headers.get('date') ?? '') || now;
        const resetMs = Number(headers.get('x-ratelimit-reset')) * 1000 - serverNow;
        blockedUntilMs = now + Math.min(Math.max(0, resetMs), MAX_BLOCKED_MS);
      }
    },
  };
}

/** Milliseconds until one more request may go out that makes at most `limit` of these within the window. */
export function untilFree(times: readonly number[], { limit, windowMs }: RateLimit, clock: Clock): number {
  const oldest = times[times.length - limit];
  return oldest === undefined ? 0 : oldest + windowMs - clock.now();
}

export const recentOf = (times: readonly number[], windowMs: number, clock: Clock): number[] =>
  times.filter((time) => clock.now() - time < windowMs);
