import { PiyaError, type PiyaErrorOptions } from './piya-error.js';

/** The facts of an answer that was not a success; what {@link HttpError} is made from. */
export interface HttpErrorOptions extends PiyaErrorOptions {
  /** HTTP status. */
  status: number;
  /** Method and path without the query, for example `GET /api/v1/videos/:id`; never holds a token. */
  route: string;
  /** The server's own error code, unchanged (`quota_reached`, `invalid_grant`, `FileConflict`). */
  serverCode?: string | undefined;
  /** The server's own text. */
  detail?: string | undefined;
  /** Names of the fields that a validation error is about, with the server's text for each. */
  invalidParams?: Readonly<Record<string, string>> | undefined;
  /** The field of the request that is wrong, where PeerTube names none: `channelId` for `channel/not-found`. */
  field?: string | undefined;
  /** How long the server asks to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
}

/**
 * A server answered, and the answer was not a success.
 *
 * @example
 * ```ts
 * import { HttpError, PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * try {
 *   await client.channels.create({ name: 'Films', displayName: 'Films' });
 * } catch (error) {
 *   // Upper case is refused: `invalidParams` names the field.
 *   if (error instanceof HttpError) console.log(error.status, error.route, error.invalidParams);
 * }
 * ```
 */
export class HttpError extends PiyaError<HttpErrorOptions> {
  override name = 'HttpError';
  /** HTTP status. */
  declare readonly status: number;
  /** Method and path without the query, for example `GET /api/v1/videos/:id`. */
  declare readonly route: string;
  /** The server's own error code, such as `quota_reached`; many of PeerTube's refusals have none. */
  declare readonly serverCode: string | undefined;
  /** The server's own text, for a log: since PeerTube 7 in the language of the user or the browser. */
  declare readonly detail: string | undefined;
  /** Name of each wrong field with the server's text, for `http/bad-request`. */
  declare readonly invalidParams: Readonly<Record<string, string>> | undefined;
  /** The field of the request that is wrong, where PeerTube names none: `channelId` for `channel/not-found`. */
  declare readonly field: string | undefined;
  /** How long the server asks to wait, in milliseconds. */
  declare readonly retryAfterMs: number | undefined;
}
