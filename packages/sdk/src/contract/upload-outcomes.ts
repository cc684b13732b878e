import type { KnownErrorCode } from './error-codes.js';

/**
 * Codes after which the same file with the same details is never taken, however often it is sent: a person has to change
 * something first. Not `upload/quota-exceeded`: the account may get room.
 *
 * @example
 * ```ts
 * import { FINAL_UPLOAD_CODES } from '@piyakast/sdk';
 *
 * console.log(FINAL_UPLOAD_CODES.includes('upload/too-large')); // true
 * ```
 */
export const FINAL_UPLOAD_CODES = [
  'upload/invalid-metadata',
  'upload/invalid-file',
  'upload/unsupported-type',
  'upload/too-large',
  'upload/rejected',
  'upload/source-changed',
] as const satisfies readonly KnownErrorCode[];

/**
 * Codes after which the server takes no more bytes of an upload that has begun, so that its record is of no more use; a new
 * attempt has to be announced anew. Not `upload/source-changed`: the right file may be chosen again.
 *
 * @example
 * ```ts
 * import { ENDED_UPLOAD_CODES } from '@piyakast/sdk';
 *
 * console.log(ENDED_UPLOAD_CODES.includes('upload/expired')); // true
 * ```
 */
export const ENDED_UPLOAD_CODES = [
  'upload/invalid-metadata',
  'upload/invalid-file',
  'upload/unsupported-type',
  'upload/too-large',
  'upload/rejected',
  'upload/expired',
  'upload/quota-exceeded',
  'channel/not-found',
] as const satisfies readonly KnownErrorCode[];

/**
 * Codes of a resumable upload that its server lost, or does not release.
 *
 * @example
 * ```ts
 * import { LOST_UPLOAD_CODES } from '@piyakast/sdk';
 *
 * console.log(LOST_UPLOAD_CODES.includes('upload/locked')); // true
 * ```
 */
export const LOST_UPLOAD_CODES = [
  'upload/expired',
  'upload/locked',
  'upload/offset-lost',
  'upload/result-unknown',
] as const satisfies readonly KnownErrorCode[];
