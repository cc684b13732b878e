/**
 * Every code that this kit gives an error, grouped by the room that raises it.
 *
 * Callers branch on the code and never on the text. Each has a page in `docs/errors/`.
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
export type KnownErrorCode =
  | 'auth/invalid-credentials'
  | 'auth/two-factor-required'
  | 'auth/two-factor-invalid'
  | 'auth/account-blocked'
  | 'auth/refresh-rejected'
  | 'auth/not-signed-in'
  | 'auth/client-rejected'
  | 'auth/forbidden'
  | 'auth/password-incorrect'
  | 'config/invalid-option'
  | 'config/unsupported'
  | 'http/bad-request'
  | 'http/unauthorized'
  | 'http/forbidden'
  | 'http/not-found'
  | 'http/conflict'
  | 'http/too-large'
  | 'http/unsupported-type'
  | 'http/rate-limited'
  | 'http/server-error'
  | 'http/unexpected-status'
  | 'http/unexpected-body'
  | 'network/unreachable'
  | 'network/timeout'
  | 'network/circuit-open'
  | 'upload/invalid-metadata'
  | 'upload/invalid-file'
  | 'upload/too-large'
  | 'upload/unsupported-type'
  | 'upload/quota-exceeded'
  | 'upload/source-changed'
  | 'upload/source-unreadable'
  | 'upload/offset-lost'
  | 'upload/expired'
  | 'upload/locked'
  | 'upload/checksum-mismatch'
  | 'upload/rejected'
  | 'upload/not-allowed'
  | 'upload/store-failed'
  | 'upload/result-unknown'
  | 'video/not-found'
  | 'video/password-required'
  | 'video/password-incorrect'
  | 'video/private'
  | 'video/processing-failed'
  | 'channel/not-found'
  | 'channel/name-taken'
  | 'live/disabled'
  | 'live/replay-not-allowed'
  | 'live/latency-not-allowed'
  | 'live/limit-reached'
  | 'live/not-found'
  | 'live/already-started'
  | 'live/interrupted'
  | 'live/no-instance';

/** A {@link KnownErrorCode}, or a code of a newer server that this version does not know yet. */
export type ErrorCode = KnownErrorCode | (string & Record<never, never>);
