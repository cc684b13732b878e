import { PiyaError } from './piya-error.js';

/**
 * The answer did not come within the time allowed.
 *
 * @example
 * ```ts
 * import { PeerTubeClient, TimeoutError } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example', timeoutMs: 5_000 });
 * await client.config.get().catch((error: unknown) => {
 *   if (error instanceof TimeoutError) console.log('Slow today:', error.message);
 *   else throw error;
 * });
 * ```
 */
export class TimeoutError extends PiyaError {
  override name = 'TimeoutError';
}
