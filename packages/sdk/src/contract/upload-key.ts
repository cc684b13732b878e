/**
 * The form of an upload key: 1 to 64 letters, digits, `_` or `-`.
 *
 * A key names files in local stores and stands in the file name that PeerTube keeps, so it holds nothing that a file system
 * or that mark gives a meaning. The server accepts the same form: a key that one side refuses could not be found again
 * after a failover to the other.
 *
 * @example
 * ```ts
 * import { UPLOAD_KEY_PATTERN } from '@piyakast/sdk';
 *
 * const input = document.createElement('input');
 * input.pattern = UPLOAD_KEY_PATTERN.source;
 * ```
 */
export const UPLOAD_KEY_PATTERN = /^[\w-]{1,64}$/;

/**
 * Whether a text can be an upload key.
 *
 * @example
 * ```ts
 * import { isUploadKey } from '@piyakast/sdk';
 *
 * console.log(isUploadKey('holiday-2026'), isUploadKey('../holiday')); // true false
 * ```
 */
export function isUploadKey(key: string): boolean {
  return UPLOAD_KEY_PATTERN.test(key);
}
