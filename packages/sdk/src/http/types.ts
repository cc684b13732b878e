import type { ErrorCode } from '../contract/error-codes.js';
import type { PiyaError } from '../errors/piya-error.js';
import type { Clock } from '../runtime/clock.js';
import type { FetchLike } from '../runtime/fetch.js';
import type { Random } from '../runtime/random.js';

/** A value of a query string; arrays repeat the name, `undefined` leaves it out. */
export type QueryValue = string | number | boolean | undefined | readonly (string | number)[];

/** One request to one server, by path. */
export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** From the server's root, for example `/api/v1/videos`. */
  path: string;
  /** The path with names in place of ids, for errors and metrics: `/api/v1/videos/:id`. @defaultValue `path` */
  route?: string;
  /** Parameters of the query; an array repeats the name. */
  query?: Record<string, QueryValue>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Anything but JSON. A form is `new URLSearchParams({ … })`, with pictures or files a `FormData`. */
  body?: Blob | Uint8Array<ArrayBuffer> | FormData | URLSearchParams | string;
  /**
   * `required` signs the request and fails early without a session; `optional` signs it when there is a session and
   * tries once more without a token that the server refuses; `none` never signs. @defaultValue `optional`
   */
  auth?: 'required' | 'optional' | 'none';
  /**
   * `safe` repeats what a repeat cannot harm (GET, HEAD, PUT, DELETE, and what was refused with 429);
   * `never` leaves repeats to the caller. @defaultValue `safe`
   */
  retry?: 'safe' | 'never';
  /** Statuses outside 200 to 299 that the caller reads itself. */
  accept?: readonly number[];
  /** For one attempt, in milliseconds. */
  timeoutMs?: number;
  /** Lets the request outlive the page; for at most 64 kB of body. */
  keepalive?: boolean;
  /** What failures mean here. */
  errorMappings?: ErrorMappings;
  signal?: AbortSignal | undefined;
}

/**
 * The one way out of the SDK. Signs, retries, refreshes and turns every failure into one typed error.
 *
 * Rejects with {@link HttpError} (any status not accepted), {@link AuthError}, {@link NetworkError}
 * `network/unreachable` or `network/circuit-open`, {@link TimeoutError}, or the signal's reason. Every function of the
 * SDK that asks a server may reject with these; their own docs name what is special.
 */
export interface Http {
  /** Origin of the server, without a trailing slash. */
  readonly origin: string;
  /** The answer as it came; its body is not read. Its `text()` keeps to the time allowed and rejects with typed errors. */
  request(request: HttpRequest): Promise<Response>;
  /** The body of a success, parsed as JSON. */
  json<T>(request: HttpRequest): Promise<T>;
}

/**
 * Our code for a failure, what to do next, and the class of the error where that is neither {@link HttpError} nor, for
 * `auth/…`, {@link AuthError}.
 *
 * @example
 * ```ts
 * import type { ErrorMapping } from '@piyakast/sdk';
 *
 * const meaning: ErrorMapping = ['video/not-found', 'Check the id.'];
 * console.log(meaning[0]);
 * ```
 */
export type ErrorMapping = readonly [code: ErrorCode, next: string, errorClass?: typeof PiyaError];

/**
 * What a failure means on one route, by the server's code or by status. Codes win over statuses.
 *
 * @example
 * ```ts
 * import { createHttp, type ErrorMappings } from '@piyakast/sdk';
 *
 * const errorMappings: ErrorMappings = {
 *   quota_reached: ['upload/quota-exceeded', 'Delete videos.'],
 *   404: ['video/not-found', 'Check the id.'],
 * };
 * await createHttp({ url: 'https://video.example' }).request({ path: '/api/v1/videos/1', errorMappings });
 * ```
 */
export type ErrorMappings = Readonly<
  Record<string | number, ErrorMapping | ((problem: Problem) => ErrorMapping | undefined)>
>;

/** What an answer that was not a success said, whatever its shape. */
export interface Problem {
  /** HTTP status. */
  status: number;
  /** Method and path, with names in place of ids. */
  route: string;
  /** The server's own error code, when it gave one. */
  serverCode?: string | undefined;
  /** The server's own text; empty for a page, absent when nothing stood in the body. */
  detail?: string | undefined;
  /** Field name to the server's text; values that the caller sent are left out, they may be secret. */
  invalidParams?: Record<string, string> | undefined;
  /** How long the server asks to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** Whether the answer is a problem document (RFC 9457): the application itself answered, and not a proxy before it. */
  isDocument?: boolean | undefined;
  /** What the caller knows of failures on this route. */
  errorMappings?: ErrorMappings | undefined;
}

/**
 * Where tokens come from. The session of a PeerTube client is one; a fixed token is another.
 *
 * @example
 * ```ts
 * import { createHttp, type HttpAuth } from '@piyakast/sdk';
 *
 * const auth: HttpAuth = {
 *   token: async () => process.env.SERVICE_TOKEN,
 *   // There is no other one to try.
 *   refused: async () => undefined,
 * };
 * export const http = createHttp({ url: 'https://cast.example', auth });
 * ```
 */
export interface HttpAuth {
  /** The token to sign with; `undefined` goes without. Throws when `required` cannot be met. */
  token(options: { required: boolean; signal: AbortSignal | undefined }): Promise<string | undefined>;
  /**
   * Called when the server answered 401 to `token`. `undefined`: the token is not what is wrong. Otherwise the request is
   * sent once more with the token given, or without one.
   */
  refused(
    token: string,
    problem: Problem,
    options: { required: boolean; signal: AbortSignal | undefined },
  ): Promise<{ token: string | undefined } | undefined>;
}

/**
 * Stands around every attempt: a request budget, a circuit breaker, a counter.
 *
 * @example
 * ```ts
 * import { type HttpGate, PeerTubeClient } from '@piyakast/sdk';
 *
 * const timed: HttpGate = async ({ method, route }, send) => {
 *   const startedAtMs = performance.now();
 *   try {
 *     return await send();
 *   } finally {
 *     console.log(method, route, Math.round(performance.now() - startedAtMs), 'ms');
 *   }
 * };
 * export const client = new PeerTubeClient({ url: 'https://video.example', gates: [timed] });
 * ```
 */
export type HttpGate = (
  request: { method: string; route: string; body?: HttpRequest['body']; signal: AbortSignal | undefined },
  send: () => Promise<Response>,
) => Promise<Response>;

/** How often and how long a request that failed is repeated. */
export interface RetryOptions {
  /** Repeats after the first attempt. @defaultValue 2 */
  limit?: number;
  /** Milliseconds from the first attempt after which no new one begins. @defaultValue 30,000 */
  budgetMs?: number;
  /** Longest wait in milliseconds before the first repeat; doubles each time, with full jitter. @defaultValue 500 */
  baseMs?: number;
}

/** What {@link createHttp} is made from. */
export interface CreateHttpOptions {
  /** Any URL of the server; only its origin is used. */
  url: string | URL;
  /** Sends the requests. @defaultValue the global `fetch`, looked up at each call */
  fetch?: FetchLike | undefined;
  /** Signs requests. @defaultValue none are signed */
  auth?: HttpAuth | undefined;
  /** Stand around every attempt, outermost first. */
  gates?: readonly HttpGate[] | undefined;
  /** Turns a problem of this server into an error. @defaultValue an HttpError by status */
  mapProblem?: ((problem: Problem) => PiyaError) | undefined;
  /** For one attempt, in milliseconds. @defaultValue 30,000 */
  timeoutMs?: number | undefined;
  /** How often and how long a request that failed is repeated. */
  retry?: RetryOptions | undefined;
  /** Ends every request of this client. */
  signal?: AbortSignal | undefined;
  clock?: Clock | undefined;
  random?: Random | undefined;
}
