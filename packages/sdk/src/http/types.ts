/** A value of a query string; arrays repeat the name, `undefined` leaves it out. */
export type QueryValue = string | number | boolean | undefined | readonly (string | number)[];

/** One request to one server, by path. */
export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** From the server's root, for example `/api/v1/videos`. */
  path: string;
  /** The path with names in place of ids, for errors and metrics: `/api/v1/videos/:id`. @defaultValue `path` */
  route?: string;
  query?: Record<string, QueryValue>;
  headers?: Record<string, string>;
  json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  form?: Record<string, string | undefined>;
  body?: Blob | Uint8Array<ArrayBuffer> | FormData | string;
  /**
   * `required` signs the request and fails early without a session; `optional` signs it when there is a session and
   * tries once more without a token that the server refuses; `none` never signs. @defaultValue `optional`
   */
  auth?: 'required' | 'optional' | 'none';
  /**
   * `safe` repeats what a repeat cannot harm (GET, HEAD, PUT, DELETE and what the server certainly did not handle);
   * `never` leaves repeats to the caller. @defaultValue `safe`
   */
  retry?: 'safe' | 'never';
  /** Statuses outside 200 to 299 that the caller reads itself. */
  accept?: readonly number[];
  /** For one attempt, in milliseconds. */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

/**
 * The one way out of the SDK. Signs, retries, refreshes and turns every failure into one typed error.
 *
 * Rejects with HttpError (any status not accepted), AuthError, NetworkError, TimeoutError, or the signal's reason.
 */
export interface Http {
  /** Origin of the server, without a trailing slash. */
  readonly origin: string;
  /** The answer as it came; its body is not read. */
  request(request: HttpRequest): Promise<Response>;
  /** The body of a success, parsed as JSON. */
  json<T>(request: HttpRequest): Promise<T>;
}
