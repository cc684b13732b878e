/** The class that an error with a code has, by its name. */
export type ErrorClassName =
  | 'AuthError'
  | 'ConfigError'
  | 'HttpError'
  | 'LiveError'
  | 'NetworkError'
  | 'TimeoutError'
  | 'UploadError';

/** What is fixed about an error by its code; see {@link ERROR_CODES}. */
export interface ErrorCodeFacts {
  /** The class as a rule. A failed answer that is about no upload or live stays an `HttpError`, whatever its code. */
  readonly class: ErrorClassName;
  /** The status that a PIYAKast server answers with when its caller meets this failure. */
  readonly status: number;
  /** Whether the same call may succeed later with nothing changed; `undefined` where each error decides. */
  readonly retryable: boolean | undefined;
}

const fact = <Class extends ErrorClassName>(
  name: Class,
  status: number,
  retryable: boolean | undefined = false,
): ErrorCodeFacts => ({ class: name, status, retryable });

/**
 * Every code that this kit gives an error, with what is fixed about it. Each has a page in `docs/errors/`.
 *
 * Which codes end an upload and which ones make another place take over stands in `FINAL_UPLOAD_CODES` and
 * `FAILOVER_CODES`, apart from this table, so that a page does not load the table for them.
 *
 * @example
 * ```ts
 * import { ERROR_CODES } from '@piyakast/sdk';
 *
 * console.log(ERROR_CODES['upload/too-large'].status); // 413
 * ```
 */
export const ERROR_CODES = /* @__PURE__ */ (() => ({
  'auth/invalid-credentials': fact('AuthError', 502),
  'auth/two-factor-required': fact('AuthError', 502),
  'auth/two-factor-invalid': fact('AuthError', 502),
  'auth/account-blocked': fact('AuthError', 502),
  'auth/email-not-verified': fact('AuthError', 502),
  'auth/refresh-rejected': fact('AuthError', 502),
  'auth/not-signed-in': fact('AuthError', 401),
  'auth/client-rejected': fact('AuthError', 502),
  'auth/forbidden': fact('AuthError', 403),
  'auth/password-incorrect': fact('AuthError', 502),
  'config/invalid-option': fact('ConfigError', 400),
  'config/unsupported': fact('ConfigError', 400),
  'http/bad-request': fact('HttpError', 400),
  'http/unauthorized': fact('HttpError', 401),
  'http/forbidden': fact('HttpError', 403),
  'http/not-found': fact('HttpError', 404),
  'http/conflict': fact('HttpError', 409),
  'http/too-large': fact('HttpError', 413),
  'http/unsupported-type': fact('HttpError', 415),
  'http/rate-limited': fact('HttpError', 429, true),
  'http/server-error': fact('HttpError', 502, undefined),
  'http/unexpected-status': fact('HttpError', 502, undefined),
  'http/unexpected-body': fact('HttpError', 502),
  'network/unreachable': fact('NetworkError', 503, true),
  'network/timeout': fact('TimeoutError', 504, true),
  'network/circuit-open': fact('NetworkError', 503, true),
  'upload/invalid-metadata': fact('UploadError', 400),
  'upload/invalid-file': fact('UploadError', 422),
  'upload/too-large': fact('UploadError', 413),
  'upload/unsupported-type': fact('UploadError', 415),
  'upload/quota-exceeded': fact('UploadError', 413),
  'upload/source-changed': fact('UploadError', 409),
  'upload/source-unreadable': fact('UploadError', 502, undefined),
  'upload/offset-lost': fact('UploadError', 409, undefined),
  'upload/expired': fact('UploadError', 410),
  'upload/locked': fact('UploadError', 423),
  'upload/checksum-mismatch': fact('UploadError', 460, true),
  'upload/rejected': fact('UploadError', 400),
  'upload/not-allowed': fact('UploadError', 403),
  'upload/store-failed': fact('UploadError', 507),
  'upload/server-full': fact('UploadError', 507, true),
  'upload/result-unknown': fact('UploadError', 502, true),
  'video/not-found': fact('HttpError', 404),
  'video/password-required': fact('HttpError', 403),
  'video/password-incorrect': fact('HttpError', 403),
  'video/private': fact('HttpError', 403),
  'video/processing-failed': fact('HttpError', 502),
  'channel/not-found': fact('HttpError', 409),
  'channel/name-taken': fact('HttpError', 409),
  'live/disabled': fact('LiveError', 409),
  'live/replay-not-allowed': fact('LiveError', 409),
  'live/latency-not-allowed': fact('LiveError', 409),
  'live/limit-reached': fact('LiveError', 409),
  'live/not-found': fact('LiveError', 404),
  'live/already-started': fact('LiveError', 409),
  'live/interrupted': fact('LiveError', 409),
  'live/no-instance': fact('LiveError', 503, true),
}))();

/**
 * Every code that this kit gives an error. Callers branch on the code and never on the text.
 *
 * @example
 * ```ts
 * import type { KnownErrorCode } from '@piyakast/sdk';
 *
 * const WORDS: Partial<Record<KnownErrorCode, string>> = {
 *   'upload/too-large': 'This file is too large.',
 *   'upload/unsupported-type': 'This is not a video.',
 * };
 * console.log(WORDS['upload/too-large']);
 * ```
 */
export type KnownErrorCode = keyof typeof ERROR_CODES;

/** A {@link KnownErrorCode}, or a code of a newer server that this version does not know yet. */
export type ErrorCode = KnownErrorCode | (string & Record<never, never>);
