import { PiyaError, type PiyaErrorOptions } from './piya-error.js';

/** The facts of an answer that was not a success. */
export interface HttpErrorOptions extends PiyaErrorOptions {
  status: number;
  /** Method and path without the query, for example `GET /api/v1/videos/:id`; never holds a token. */
  route: string;
  /** The server's own error code, unchanged (`quota_reached`, `invalid_grant`, `FileConflict`). */
  serverCode?: string | undefined;
  /** The server's own text. */
  detail?: string | undefined;
  /** Names of the fields that a validation error is about, with the server's text for each. */
  invalidParams?: Readonly<Record<string, string>> | undefined;
  /** How long the server asks to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
}

/** A server answered, and the answer was not a success. */
export class HttpError extends PiyaError {
  override name = 'HttpError';
  override readonly status: number;
  readonly route: string;
  readonly serverCode?: string;
  readonly detail?: string;
  readonly invalidParams?: Readonly<Record<string, string>>;
  readonly retryAfterMs?: number;

  constructor(message: string, options: HttpErrorOptions) {
    super(message, options);
    this.status = options.status;
    this.route = options.route;
    if (options.serverCode !== undefined) this.serverCode = options.serverCode;
    if (options.detail !== undefined) this.detail = options.detail;
    if (options.invalidParams !== undefined) this.invalidParams = options.invalidParams;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}
