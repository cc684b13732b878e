import { ConfigError } from '../errors/config-error.js';
import { systemClock } from '../runtime/clock.js';
import { globalFetch } from '../runtime/fetch.js';
import { systemRandom } from '../runtime/random.js';
import { unexpectedBody } from './assert-field.js';
import { attempt } from './attempt.js';
import { problemError } from './problem-error.js';
import { readProblem } from './read-problem.js';
import { retryDelay } from './retry-delay.js';
import type { CreateHttpOptions, Http, HttpRequest } from './types.js';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_RETRY = { limit: 2, budgetMs: 30_000, baseMs: 500 };

/**
 * Makes the way to one server: signing, retries, timeouts and typed errors around `fetch`.
 *
 * @throws {@link ConfigError} `config/invalid-option` when `url` is not an http(s) URL.
 * @example
 * ```ts
 * import { createHttp } from '@piyakast/sdk';
 *
 * const http = createHttp({ url: 'https://video.example', timeoutMs: 10_000 });
 * // A route that this kit does not know of, with its retries and its errors.
 * const query = { hosts: ['a.example'] };
 * console.log(await http.json<unknown>({ path: '/api/v1/blocklist/status', query }));
 * ```
 */
export function createHttp(options: CreateHttpOptions): Http {
  const { gates = [], mapProblem = problemError } = options;
  const { clock = systemClock, random = systemRandom, fetch = globalFetch } = options;
  const origin = originOf(options.url);
  const retry = { ...DEFAULT_RETRY, ...options.retry };

  /** Sends until there is an answer to read, or until nothing more can be gained. */
  async function exchange<T>(
    request: HttpRequest,
    read: (response: Response, name: string) => T | Promise<T>,
  ): Promise<T> {
    const { method = 'GET', path, route = path, errorMappings } = request;
    const name = `${method} ${route}`;
    const signal = AbortSignal.any([request.signal, options.signal].filter((given) => !!given));
    const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const call = { ...request, method, name, url: urlOf(origin, request), timeoutMs, signal, fetch };
    const asked = { required: request.auth === 'required', signal };
    const startedAtMs = clock.now();
    let token = request.auth === 'none' ? undefined : await options.auth?.token(asked);
    let mayRenew = token !== undefined;

    for (let attempts = 1; ; ) {
      signal.throwIfAborted();
      try {
        const send = () => attempt({ ...call, token });
        const through = gates.reduceRight<typeof send>(
          (next, gate) => () => gate({ method, route, body: request.body, signal }, next),
          send,
        );
        const response = await through();
        // The last: what an attempt that got no answer has deleted is gone.
        if (
          response.ok ||
          request.accept?.includes(response.status) ||
          (response.status === 404 && method === 'DELETE' && attempts > 1)
        )
          return await read(response, name);
        const problem = readProblem(response, await response.text(), { route: name, errorMappings }, clock.now());
        const renewed =
          mayRenew && response.status === 401 && (await options.auth?.refused(token ?? '', problem, asked));
        if (!renewed) throw mapProblem(problem);
        mayRenew = false;
        token = renewed.token;
      } catch (error) {
        if (signal.aborted || request.retry === 'never') throw error;
        const elapsedMs = clock.now() - startedAtMs;
        const delayMs = retryDelay({ attempt: attempts++, elapsedMs, method, error, random }, retry);
        if (delayMs === undefined) throw error;
        await clock.sleep(delayMs, signal);
      }
    }
  }

  return {
    origin,
    request: (request) => exchange(request, (response) => response),
    json: <T>(request: HttpRequest) => exchange<T>(request, parse),
  };
}

async function parse<T>(response: Response, name: string): Promise<T> {
  const text = await response.text();
  try {
    return JSON.parse(text) as T;
  } catch {
    // The parser's message quotes the body, which may hold a secret, so it goes no further.
    throw unexpectedBody(name, 'JSON', response.status);
  }
}

function urlOf(origin: string, { path, query = {} }: HttpRequest): string {
  const url = new URL(path, origin);
  for (const [name, value] of Object.entries(query)) {
    for (const item of [value].flat()) if (item !== undefined) url.searchParams.append(name, String(item));
  }
  return url.href;
}

function originOf(url: string | URL): string {
  if (URL.canParse(url) && /^https?:/.test(String(url))) return new URL(url).origin;
  throw new ConfigError('`url` must be an http(s) address.', { code: 'config/invalid-option' });
}
