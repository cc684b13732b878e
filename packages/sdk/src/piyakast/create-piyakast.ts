import { AuthError } from '../errors/auth-error.js';
import { LiveError } from '../errors/live-error.js';
import { isPiyaError, type PiyaError } from '../errors/piya-error.js';
import { UploadError } from '../errors/upload-error.js';
import { createHttp } from '../http/create-http.js';
import { problemError } from '../http/problem-error.js';
import type { CreateHttpOptions, ErrorMapping, Http, HttpAuth, Problem } from '../http/types.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import { type Random, systemRandom } from '../runtime/random.js';

/** A token, or how to get one; the function is asked again when the server refuses what it gave. */
export type PiyakastToken = string | (() => string | undefined | Promise<string | undefined>);

/** Options of {@link createPiyakast} and of the client. Only `url` is needed. */
export interface PiyakastOptions extends Omit<CreateHttpOptions, 'auth' | 'mapProblem'> {
  /** Address of the server, such as `https://cast.example`; only its origin is used. */
  url: string | URL;
  /** Without one only what is public can be read. */
  token?: PiyakastToken | undefined;
}

/** One PIYAKast server, as the functions for it take it first. */
export interface Piyakast {
  /** Origin of the server, without a trailing slash. */
  readonly url: string;
  /** The way to the server: signed, repeated where that is safe, with typed errors. */
  readonly http: Http;
  /** The token now; `undefined` for a stranger. */
  token(): Promise<string | undefined>;
  /** The time that waits go by. */
  readonly clock: Clock;
  /** What spreads repeats. */
  readonly random: Random;
}

/**
 * Makes the context that the functions for a PIYAKast server work on. Asks the server nothing yet.
 *
 * @throws ConfigError `config/invalid-option` when `url` is not an http(s) URL.
 * @example
 * ```ts
 * import { createPiyakast, listPiyakastVideos } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: () => localStorage.getItem('token') ?? undefined });
 * console.log((await listPiyakastVideos(piyakast)).total);
 * ```
 */
export function createPiyakast(options: PiyakastOptions): Piyakast {
  const { clock = systemClock, random = systemRandom, token } = options;
  const ask = () => tokenFrom(token);
  const http = createHttp({ ...options, auth: tokenAuth(ask), mapProblem: piyakastProblem });
  return { url: http.origin, http, token: ask, clock, random };
}

async function tokenFrom(token: PiyakastToken | undefined): Promise<string | undefined> {
  if (typeof token !== 'function') return token;
  try {
    return await token();
  } catch (cause) {
    if (isPiyaError(cause)) throw cause;
    const message = 'The `token` function of the client failed. Sign in and try again.';
    throw new AuthError(message, { code: 'auth/not-signed-in', cause });
  }
}

function tokenAuth(ask: () => Promise<string | undefined>): HttpAuth {
  return {
    async token({ required }) {
      const token = await ask();
      if (token !== undefined || !required) return token;
      throw new AuthError('This call needs a token. Give the client one, or sign in first.', {
        code: 'auth/not-signed-in',
      });
    },
    async refused(refused, _problem, { required }) {
      const token = await ask();
      if (token !== refused) return { token };
      return required ? undefined : { token: undefined };
    },
  };
}

/** The server sends the kit's own codes; the room in the code decides on the class. */
function piyakastProblem(problem: Problem): PiyaError {
  const { serverCode = '', status } = problem;
  // What the server says already ends with the next step.
  const said: ErrorMapping | undefined = serverCode.includes('/') && problem.detail ? [serverCode, ''] : undefined;
  const meaning = problem.errorMappings?.[status];
  const http = problemError(problem, said ?? (typeof meaning === 'function' ? meaning(problem) : meaning));
  const options = { code: http.code, status, retryable: http.retryable, cause: http };
  if (serverCode.startsWith('upload/')) return new UploadError(http.message, options);
  if (serverCode.startsWith('live/')) return new LiveError(http.message, options);
  if (serverCode.startsWith('auth/')) return new AuthError(http.message, options);
  if (status === 401 && said === undefined)
    return new AuthError(http.message, { ...options, code: 'auth/not-signed-in' });
  return http;
}
