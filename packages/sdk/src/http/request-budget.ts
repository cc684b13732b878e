import { HttpError } from '../errors/http-error.js';
import type { Clock } from '../runtime/clock.js';
import { createRateWindow, recentOf, untilFree } from './rate-window.js';
import type { HttpGate, HttpRequest } from './types.js';

/** PeerTube's default is 50 requests in ten seconds for one address; some are left to the page's own player. */
const GENERAL = { limit: 45, windowMs: 10_000 };
const GENERAL_SHARE = 0.9;
/** Sign-ins and refreshes together: 15 in five minutes for one address. */
const SIGN_IN = { limit: 15, windowMs: 300_000 };
/** What refreshes may take of it, by all who share the session, so that signing in by hand stays possible. */
const REFRESH_SHARE = 0.8;
/** Answers of a gateway: the server behind it has counted nothing. */
const AWAY = [502, 503, 504];
/** A longer wait is reported to the caller instead. */
const MAX_WAIT_MS = 30_000;

/**
 * The route that a server counts apart from all others, for signing in.
 *
 * @example
 * ```ts
 * import { createRequestBudget, type SignInLimit, systemClock } from '@piyakast/sdk';
 *
 * const signIn: SignInLimit = {
 *   route: '/login',
 *   isRefresh: (body) => String(body).includes('refresh'),
 * };
 * export const budget = createRequestBudget(systemClock, { signIn });
 * ```
 */
export interface SignInLimit {
  /** As in {@link HttpRequest}. */
  route: string;
  /** Whether a request to it refreshes a session, by its body. */
  isRefresh(body: HttpRequest['body']): boolean;
  /** Where the tabs or processes of one session count their refreshes together; see `refreshes` of {@link TokenStore}. */
  store?:
    | {
        /** The times of the refreshes so far, in ms since 1970; `times` replaces them. */
        refreshes?(times?: readonly number[]): Promise<readonly number[]>;
      }
    | undefined;
}

/** Options of {@link createRequestBudget}. */
export interface RequestBudgetOptions {
  /** Keeps below the limit of signing in too; `signInLimit()` is PeerTube's. @defaultValue that route counts as any other */
  signIn?: SignInLimit | undefined;
}

/** Keeps one client below its server's request limits. */
export interface RequestBudget {
  /** To be put into the `gates` of an Http or a client. */
  readonly gate: HttpGate;
  /** Requests that may go out at once; `waitingMs` until more may. */
  state(): { available: number; waitingMs: number };
}

/**
 * Spreads bursts over the window, learns the limit from readable headers, and stops all after a 429 or when the server
 * says that nothing is left.
 *
 * @throws {@link HttpError} `http/rate-limited`, from the gate, when a request would have to wait longer than 30 s.
 * @example
 * ```ts
 * import { createPeerTube, createRequestBudget, signInLimit, systemClock } from '@piyakast/sdk';
 *
 * const budget = createRequestBudget(systemClock, { signIn: signInLimit() });
 * export const peertube = createPeerTube({ url: 'https://video.example', gates: [budget.gate] });
 * console.log(budget.state().available); // 45
 * ```
 */
export function createRequestBudget(clock: Clock, { signIn }: RequestBudgetOptions = {}): RequestBudget {
  const general = createRateWindow(clock, GENERAL, GENERAL_SHARE);
  const signInWindow = createRateWindow(clock, SIGN_IN, 1);
  const sendRefresh = refreshLimit(clock, signInWindow, signIn?.store);

  return {
    state: () => ({ available: general.available(), waitingMs: general.waitMs() }),
    async gate({ method, route, body, signal }, send) {
      const name = `${method} ${route}`;
      const isSignIn = route === signIn?.route;
      const window = isSignIn ? signInWindow : general;
      for (let waitMs = window.waitMs(); waitMs > 0; waitMs = window.waitMs()) {
        if (waitMs > MAX_WAIT_MS) throw blocked(name, waitMs);
        await clock.sleep(waitMs, signal);
      }
      const settle = window.begin();
      try {
        const response = await (isSignIn && signIn?.isRefresh(body) ? sendRefresh(name, send) : send());
        settle({ isCounted: true });
        window.learn(response);
        return response;
      } catch (error) {
        // What never went out or never arrived is not counted there: an outage must not use up the few sign-ins.
        settle({ isCounted: !isSignIn });
        throw error;
      }
    },
  };
}

/** Lets refreshes take their share of the sign-ins, counted with all who share the session. */
function refreshLimit(clock: Clock, signIn: { limit: number; windowMs: number }, store: SignInLimit['store']) {
  let own: number[] = [];
  const refreshes = async (): Promise<number[]> =>
    recentOf((await store?.refreshes?.()) ?? own, signIn.windowMs, clock);

  return async (name: string, send: () => Promise<Response>): Promise<Response> => {
    const limit = Math.ceil(signIn.limit * REFRESH_SHARE);
    const waitMs = untilFree(await refreshes(), { limit, windowMs: signIn.windowMs }, clock);
    if (waitMs > 0) throw blocked(name, waitMs);
    const response = await send();
    if (!AWAY.includes(response.status)) {
      own = [...(await refreshes()), clock.now()];
      await store?.refreshes?.(own);
    }
    return response;
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
