import ky, { isTimeoutError } from 'ky';
import { NetworkError } from '../errors/network-error.js';
import { isPiyaError } from '../errors/piya-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
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

/**
 * Sends once. ky keeps the time and the signal, also while the answer's text is read; every failure without an answer
 * becomes one of two typed errors.
 */
export async function attempt(options: Attempt): Promise<Response> {
  const { method, url, token, json, keepalive = false, timeoutMs, signal, fetch } = options;
  const headers = {
    ...options.headers,
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const body = json === undefined ? (options.body ?? null) : JSON.stringify(json);
  const guarded = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw signal.aborted ? signal.reason : failure(error, options);
    });
  const pending = ky(url, {
    method,
    timeout: timeoutMs,
    retry: 0,
    throwHttpErrors: false,
    signal,
    // The body goes to fetch as it is: inside a Request it would pass through one more stream, and a chunk of a large
    // upload would be copied.
    fetch: (input) => fetch(url, { method, headers, body, signal: (input as Request).signal, keepalive }),
  });
  // By way of a Blob: ky's own `text` would call this one.
  const text = () => guarded(pending.blob().then((blob) => blob.text()));
  return Object.assign(await guarded(pending), { text });
}

/** ky's own errors carry the request with its token, so only what lies under them is kept. */
function failure(error: unknown, { name, url, timeoutMs }: Attempt): unknown {
  if (isPiyaError(error)) return error;
  const said = `No answer from ${new URL(url).origin} to ${name}`;
  if (isTimeoutError(error)) {
    return new TimeoutError(`${said} within ${timeoutMs} ms. Try again.`, { code: 'network/timeout', retryable: true });
  }
  const next = 'Check that it is up and allows this origin (CORS).';
  return new NetworkError(`${said}. ${next}`, {
    code: 'network/unreachable',
    retryable: true,
    // What refuses a header that cannot be sent quotes it: a password with a line end, for example.
    cause: (error as Error)?.cause ?? (/header/.test(String(error)) ? undefined : error),
  });
}
