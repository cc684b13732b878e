import { isPiyaError } from '../errors/piya-error.js';
import type { UploadError } from '../errors/upload-error.js';

/** Failures that say nothing about the file. */
const UNAVAILABLE = new Set([
  'http/server-error',
  'http/rate-limited',
  'http/unauthorized',
  'http/unexpected-status',
  'http/unexpected-body',
  'upload/expired',
  'upload/locked',
  'upload/result-unknown',
  'upload/offset-lost',
]);

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
  return UNAVAILABLE.has(error.code) || error.code.startsWith('network/') || error.code.startsWith('auth/');
}
