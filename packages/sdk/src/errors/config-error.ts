import { PiyaError } from './piya-error.js';

/**
 * An option is wrong, unknown or contradicts another; thrown before any request.
 *
 * @example
 * ```ts
 * import { ConfigError, createPeerTube } from '@piyakast/sdk';
 *
 * try {
 *   createPeerTube({ url: 'video.example' });
 * } catch (error) {
 *   // The address lacks `https://`.
 *   if (error instanceof ConfigError) console.log(error.code, error.message);
 * }
 * ```
 */
export class ConfigError extends PiyaError {
  override name = 'ConfigError';
}
