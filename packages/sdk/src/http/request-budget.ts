import { HttpError } from '../errors/http-error.js';
import type { Clock } from '../runtime/clock.js';
import type { TokenStore } from '../session/stores/token-store.js';
import { readRetryAfter } from './read-problem.js';
import type { HttpGate } from './types.js';

/** PeerTube's default is 50 requests in ten seconds for one address; some are left to the page's own player. */
const GENERAL = { limit: 45, windowMs: 10_000 };
/** Sign-ins and refreshes together: 15 in five minutes for one address. */
const LOGIN = { limit: 15, windowMs: 300_000 };
/** What refreshes may take of it, by all who share the session, so that signing in by hand stays possible. */
const REFRESH_SHARE = 0.8;
/** Answers of a gateway: the server behind it has counted nothing. */
const AWAY = [502, 503, 504];
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
  /** One time for each request of the window: when it went out and, once it is answered, when its answer came. */
  countedAtMs: number[];
  limit: number;
  windowMs: number;
  blockedUntilMs: number;
}

/**
 * Spreads bursts over the window, learns the limit from readable headers, and stops all after a 429 or when the server
 * says that nothing is left.
 *
 * @param store - Where the tabs or processes of one session count their refreshes together.
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
export function createRequestBudget(clock: Clock, store?: Pick<TokenStore, 'refreshes'>): RequestBudget {
  const bucket = (size: typeof GENERAL): Bucket => ({ ...size, countedAtMs: [], blockedUntilMs: 0 });
  const [general, login] = [bucket(GENERAL), bucket(LOGIN)];
  let own: number[] = [];

  /** Until one more may go out that makes at most `limit` of these within the window. */
  const untilFree = (times: readonly number[], limit: number, windowMs: number): number => {
    const oldest = times[times.length - limit];
    return oldest === undefined ? 0 : oldest + windowMs - clock.now();
  };
  const recent = (times: readonly number[], windowMs: number): number[] =>
    times.filter((time) => clock.now() - time < windowMs);

  const waitOf = (bucket: Bucket): number => {
    bucket.countedAtMs = recent(bucket.countedAtMs, bucket.windowMs);
    const { countedAtMs, limit, windowMs, blockedUntilMs } = bucket;
    return Math.max(0, blockedUntilMs - clock.now(), untilFree(countedAtMs, limit, windowMs));
  };

  /** The server's window begins when a request arrives: with its answer, at the latest. */
  function settle({ countedAtMs }: Bucket, sentAtMs: number, isCounted: boolean): void {
    const index = countedAtMs.indexOf(sentAtMs);
    if (index >= 0) countedAtMs.splice(index, 1);
    if (isCounted) countedAtMs.push(clock.now());
  }

  function learn(bucket: Bucket, { headers, status }: Response): void {
    const now = clock.now();
    const retryAfterMs = readRetryAfter(headers, now);
    if (status === 429) {
      bucket.blockedUntilMs = now + (retryAfterMs ?? bucket.windowMs);
      return;
    }
    // Other origins cannot read these; the default stays then.
    const limit = Number(headers.get('x-ratelimit-limit'));
    if (limit > 0) bucket.limit = bucket === login ? limit : Math.max(1, Math.floor(limit * 0.9));
    // Who may pass a reached limit (an administrator) is told so by `Retry-After` on a success.
    if (headers.get('x-ratelimit-remaining') === '0' && retryAfterMs === undefined) {
      const serverNow = Date.parse(headers.get('date') ?? '') || now;
      const resetMs = Number(headers.get('x-ratelimit-reset')) * 1000 - serverNow;
      bucket.blockedUntilMs = now + Math.min(Math.max(0, resetMs), LOGIN.windowMs);
    }
  }

  const refreshes = async (): Promise<number[]> => recent((await store?.refreshes?.()) ?? own, LOGIN.windowMs);

  async function sendRefresh(name: string, send: () => Promise<Response>): Promise<Response> {
    const waitMs = untilFree(await refreshes(), Math.ceil(login.limit * REFRESH_SHARE), LOGIN.windowMs);
    if (waitMs > 0) throw blocked(name, waitMs);
    const response = await send();
    if (!AWAY.includes(response.status)) {
      own = [...(await refreshes()), clock.now()];
      await store?.refreshes?.(own);
    }
    return response;
  }

  return {
    state: () => {
      const waitingMs = waitOf(general);
      return { available: waitingMs > 0 ? 0 : general.limit - general.countedAtMs.length, waitingMs };
    },
    async gate({ method, route, body, signal }, send) {
      const name = `${method} ${route}`;
      const bucket = route === LOGIN_ROUTE ? login : general;
      for (let waitMs = waitOf(bucket); waitMs > 0; waitMs = waitOf(bucket)) {
        if (waitMs > MAX_WAIT_MS) throw blocked(name, waitMs);
        await clock.sleep(waitMs, signal);
      }
      const isRefresh = bucket === login && String(body).includes('grant_type=refresh_token');
      const sentAtMs = clock.now();
      bucket.countedAtMs.push(sentAtMs);
      try {
        const response = await (isRefresh ? sendRefresh(name, send) : send());
        settle(bucket, sentAtMs, true);
        learn(bucket, response);
        return response;
      } catch (error) {
        // What never went out or never arrived is not counted there: an outage must not use up the few logins.
        settle(bucket, sentAtMs, bucket === general);
        throw error;
      }
    },
  };
}

function blocked(name: string, waitMs: number): HttpError {
  const seconds = Math.ceil(waitMs / 1000);
  return new HttpError(`The server's request limit is reached, so ${name} was not sent. Try again in ${seconds} s.`, {
    code: 'http/rate-limited',
    status: 429,
    route: name,
    retryable: true,
    retryAfterMs: waitMs,
  });
}
