import { HttpError } from '../errors/http-error.js';
import type { Clock } from '../runtime/clock.js';
import { readRetryAfter } from './read-problem.js';
import type { HttpGate } from './types.js';

/** PeerTube's default is 50 requests in ten seconds for one address; some are left to the page's own player. */
const GENERAL = { limit: 45, windowMs: 10_000 };
/** Sign-ins and refreshes together: 15 in five minutes for one address. Some are left to the user's other tabs. */
const LOGIN = { limit: 12, windowMs: 300_000 };
/** A longer wait is told to the caller instead. */
const MAX_WAIT_MS = 30_000;
const LOGIN_ROUTE = '/api/v1/users/token';

/** Keeps one client below its server's request limits. */
export interface RequestBudget {
  /** To be put into the `gates` of an Http or a client. */
  readonly gate: HttpGate;
  /** Requests that may go out at once; `waitingMs` until more may. */
  state(): { available: number; waitingMs: number };
}

interface Bucket {
  /** When requests went out within the window. */
  sentAtMs: number[];
  limit: number;
  windowMs: number;
  blockedUntilMs: number;
}

/**
 * Spreads bursts over the window, learns the limit from readable headers, and stops all after a 429.
 *
 * @throws {@link HttpError} `http/rate-limited`, from the gate, when a request would have to wait longer than 30 s.
 * @example
 * ```ts
 * import { createPeerTube, createRequestBudget, systemClock } from '@piyakast/sdk';
 *
 * const budget = createRequestBudget(systemClock);
 * export const peertube = createPeerTube({ url: 'https://video.example', gates: [budget.gate] });
 * console.log(budget.state().available); // 45
 * ```
 */
export function createRequestBudget(clock: Clock): RequestBudget {
  const bucket = (size: typeof GENERAL): Bucket => ({ ...size, sentAtMs: [], blockedUntilMs: 0 });
  const [general, login] = [bucket(GENERAL), bucket(LOGIN)];

  const waitOf = (bucket: Bucket): number => {
    const now = clock.now();
    bucket.sentAtMs = bucket.sentAtMs.filter((time) => now - time < bucket.windowMs);
    const blockedMs = bucket.blockedUntilMs - now;
    const oldest = bucket.sentAtMs[bucket.sentAtMs.length - bucket.limit];
    return Math.max(0, blockedMs, oldest === undefined ? 0 : oldest + bucket.windowMs - now);
  };

  function learn(bucket: Bucket, { headers, status }: Response): void {
    if (status === 429) {
      bucket.blockedUntilMs = clock.now() + (readRetryAfter(headers, clock.now()) ?? bucket.windowMs);
      return;
    }
    // Other origins cannot read it; the default stays then.
    const limit = Number(headers.get('x-ratelimit-limit'));
    if (limit > 0) bucket.limit = Math.max(1, Math.floor(limit * 0.9));
  }

  return {
    state: () => {
      const waitingMs = waitOf(general);
      return { available: waitingMs > 0 ? 0 : general.limit - general.sentAtMs.length, waitingMs };
    },
    async gate({ method, route, signal }, send) {
      const bucket = route === LOGIN_ROUTE ? login : general;
      for (let waitMs = waitOf(bucket); waitMs > 0; waitMs = waitOf(bucket)) {
        if (waitMs > MAX_WAIT_MS) throw blocked(method, route, waitMs);
        await clock.sleep(waitMs, signal);
      }
      bucket.sentAtMs.push(clock.now());
      const response = await send();
      learn(bucket, response);
      return response;
    },
  };
}

function blocked(method: string, route: string, waitMs: number): HttpError {
  const seconds = Math.ceil(waitMs / 1000);
  return new HttpError(
    `The server's request limit is reached, so ${method} ${route} was not sent. Try again in ${seconds} s.`,
    {
      code: 'http/rate-limited',
      status: 429,
      route: `${method} ${route}`,
      retryable: true,
      retryAfterMs: waitMs,
    },
  );
}
