import { PiyaError } from './piya-error.js';

/**
 * A live could not be created, changed or followed.
 *
 * @example
 * ```ts
 * import { LiveError, PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * try {
 *   await client.live.create({ name: 'Tonight', channelId: 1 });
 * } catch (error) {
 *   if (!(error instanceof LiveError) || error.code !== 'live/limit-reached') throw error;
 *   console.log('Delete a live that is not used; waiting ones count.');
 * }
 * ```
 */
export class LiveError extends PiyaError {
  override name = 'LiveError';
  /** The live that already stands in for another one, whose key still works because it could not be deleted. */
  // `declare`: set by the one who knows it, so that signing in does not carry a constructor for it.
  declare readonly replacement?: { id: number; uuid: string; shortUUID: string };
}
