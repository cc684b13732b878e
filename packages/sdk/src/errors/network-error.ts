import { PiyaError } from './piya-error.js';

/**
 * No answer came: the host is unreachable, the connection broke, or a browser hid the answer (CORS).
 *
 * @example
 * ```ts
 * import { NetworkError, PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * try {
 *   await client.ping();
 * } catch (error) {
 *   // `network/circuit-open`: it was not even asked, because it has not answered lately.
 *   if (error instanceof NetworkError) console.log(error.code, error.retryable);
 * }
 * ```
 */
export class NetworkError extends PiyaError {
  override name = 'NetworkError';
}
