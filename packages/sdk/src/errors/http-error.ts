import { PiyaError, type PiyaErrorOptions } from './piya-error.js';
import { redact } from './redact.js';

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
  declare readonly status: number;
  declare readonly route: string;
  declare readonly serverCode: string | undefined;
  declare readonly detail: string | undefined;
  declare readonly invalidParams: Readonly<Record<string, string>> | undefined;
  declare readonly retryAfterMs: number | undefined;

  constructor(message: string, options: HttpErrorOptions) {
    super(message, options);
    this.route = options.route;
    this.serverCode = options.serverCode;
    this.detail = options.detail && redact(options.detail);
    this.invalidParams = options.invalidParams;
    this.retryAfterMs = options.retryAfterMs;
  }
}
