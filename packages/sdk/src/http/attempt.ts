import { ConfigError } from '../errors/config-error.js';
import { NetworkError } from '../errors/network-error.js';
import { isPiyaError } from '../errors/piya-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import { abortable } from '../runtime/abortable.js';
import type { FetchLike } from '../runtime/fetch.js';
import type { HttpRequest } from './types.js';

/** One request as it goes over the wire. */
export interface Attempt extends Pick<HttpRequest, 'headers' | 'json' | 'body' | 'keepalive'> {
  method: string;
  /** For messages: method and path, with names in place of ids. */
  name: string;
  url: string;
  token: string | undefined;
  timeoutMs: number;
  signal: AbortSignal;
  fetch: FetchLike;
}

/** Timers of browsers and Node hold 31 bits; a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Sends once. `timeoutMs` is allowed for the head of the answer, and again for reading its text. Every failure without an
 * answer becomes one of two typed errors.
 */
export async function attempt(options: Attempt): Promise<Response> {
  const { method, url, token, json, keepalive = false, timeoutMs, signal, fetch } = options;
  const headers = {
    ...options.headers,
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const body = json === undefined ? (options.body ?? null) : JSON.stringify(json);
  const timeout = new AbortController();
  const either = AbortSignal.any([signal, timeout.signal]);

  async function limited<T>(work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => timeout.abort(timeoutError(options)), Math.min(timeoutMs, MAX_TIMER_MS));
    try {
      return await abortable(work(), either);
    } catch (error) {
      throw either.aborted ? either.reason : networkError(error, options);
    } finally {
      clearTimeout(timer);
    }
  }

  const response = await limited(() => fetch(url, { method, headers, body, signal: either, keepalive }));
  assertSameScheme(response, options);
  const text = response.text.bind(response);
  return Object.assign(response, { text: () => limited(text) });
}

/**
 * An `http://` address whose server answers on `https://` only. `fetch` follows the redirect, makes a GET of a POST and drops
 * the token, so that the answer would be about another request. A plain read is what was asked for.
 */
function assertSameScheme({ redirected, url, ok }: Response, { method, url: asked, token }: Attempt): void {
  if (!redirected || (/^(GET|HEAD)$/.test(method) && token === undefined && ok)) return;
  const [from, to] = [new URL(asked), new URL(url)];
  if (from.protocol === to.protocol || from.hostname !== to.hostname) return;
  throw new ConfigError(`${from.origin} redirects to ${to.origin}. Use that address.`, {
    code: 'config/invalid-option',
  });
}

const unanswered = ({ name, url }: Attempt): string => `No answer from ${new URL(url).origin} to ${name}`;

const timeoutError = (attempt: Attempt): TimeoutError =>
  new TimeoutError(`${unanswered(attempt)} within ${attempt.timeoutMs} ms. Try again.`, {
    code: 'network/timeout',
    retryable: true,
  });

function networkError(error: unknown, attempt: Attempt): unknown {
  // A gate or `fetch` of the caller may throw typed errors too.
  if (isPiyaError(error)) return error;
  return new NetworkError(`${unanswered(attempt)}. Check that it is up and allows this origin (CORS).`, {
    code: 'network/unreachable',
    retryable: true,
    // What refuses a header that cannot be sent quotes it: a password with a line end, for example.
    cause: (error as Error)?.cause ?? (/header/.test(String(error)) ? undefined : error),
  });
}
