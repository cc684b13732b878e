import type { KnownErrorCode } from './error-codes.js';

/**
 * Failures that say nothing about the file, so that another place may take it; besides these, every `network/…` and
 * `auth/…`.
 *
 * @example
 * ```ts
 * import { FAILOVER_CODES } from '@piyakast/sdk';
 *
 * console.log(FAILOVER_CODES.includes('http/server-error')); // true
 * ```
 */
export const FAILOVER_CODES = [
  // A proxy or firewall; PeerTube's own refusals of an upload have other codes.
  'http/forbidden',
  'http/server-error',
  'http/rate-limited',
  'http/unauthorized',
  'http/unexpected-status',
  'http/unexpected-body',
  'upload/expired',
  'upload/locked',
  'upload/offset-lost',
  'upload/result-unknown',
] as const satisfies readonly KnownErrorCode[];

/**
 * Codes of an instance that is well and takes no more; another one may have room.
 *
 * @example
 * ```ts
 * import { FULL_INSTANCE_CODES } from '@piyakast/sdk';
 *
 * console.log(FULL_INSTANCE_CODES.includes('live/limit-reached')); // true
 * ```
 */
export const FULL_INSTANCE_CODES = [
  'upload/quota-exceeded',
  'live/limit-reached',
  'live/disabled',
] as const satisfies readonly KnownErrorCode[];

/**
 * Codes of an instance at which there is no session: as when it was away at the time of signing in.
 *
 * @example
 * ```ts
 * import { SIGNED_OUT_CODES } from '@piyakast/sdk';
 *
 * console.log(SIGNED_OUT_CODES.includes('auth/refresh-rejected')); // true
 * ```
 */
export const SIGNED_OUT_CODES = [
  'auth/not-signed-in',
  'auth/refresh-rejected',
  'auth/account-blocked',
] as const satisfies readonly KnownErrorCode[];
