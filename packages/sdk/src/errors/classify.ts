import { FAILOVER_CODES, FULL_INSTANCE_CODES, SIGNED_OUT_CODES } from '../contract/failover-codes.js';
import { ENDED_UPLOAD_CODES, FINAL_UPLOAD_CODES, LOST_UPLOAD_CODES } from '../contract/upload-outcomes.js';
import { isPiyaError } from './piya-error.js';
import type { UploadError } from './upload-error.js';

/** Whether the error is one of the kit with one of these codes. */
export const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  isPiyaError(error) && codes.includes(error.code);

/**
 * Whether sending the same file with the same details again cannot help: a person has to change something first.
 *
 * @example
 * ```ts
 * import { isFinalUploadError, UploadError } from '@piyakast/sdk';
 *
 * console.log(isFinalUploadError(new UploadError('Too large.', { code: 'upload/too-large' }))); // true
 * ```
 */
export const isFinalUploadError = (error: unknown): boolean => hasCode(error, FINAL_UPLOAD_CODES);

/** Whether the server takes no more bytes of this upload, so that its record is of no more use. */
export const hasEndedUpload = (error: unknown): boolean => hasCode(error, ENDED_UPLOAD_CODES);

/** Whether the server lost a resumable upload, or does not release it. */
export const isLostUpload = (error: unknown): boolean => hasCode(error, LOST_UPLOAD_CODES);

/** The server is there, and wants fewer requests. */
export const isRateLimited = (error: unknown): boolean => hasCode(error, ['http/rate-limited']);

/** The instance is well and takes no more; another one may have room. */
export const isFull = (error: unknown): boolean => hasCode(error, FULL_INSTANCE_CODES);

/** There is no session at the instance. */
export const isSignedOut = (error: unknown): boolean => hasCode(error, SIGNED_OUT_CODES);

/** Whether no usable answer came: the host, the network, or the circuit breaker. */
export const isNetworkFailure = (error: unknown): boolean => isPiyaError(error) && error.code.startsWith('network/');

/**
 * Whether the primary cannot take the file now, though nothing is wrong with the file itself.
 *
 * @example
 * ```ts
 * import { isUnavailable, NetworkError } from '@piyakast/sdk';
 *
 * console.log(isUnavailable(new NetworkError('away', { code: 'network/unreachable' }))); // true
 * ```
 */
export function isUnavailable(error: unknown): boolean {
  // What made a video must not be stored besides.
  if (!isPiyaError(error) || (error as UploadError).video) return false;
  return hasCode(error, FAILOVER_CODES) || /^(network|auth)\//.test(error.code);
}
