import { loadPart } from '../../../http/load-part.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { RotatingLive, RotatingLiveOptions, RotatingLiveRecord } from './rotating-live.js';

/**
 * A live that stays one thing while its key is rotated, and with it the PeerTube live behind it is replaced.
 *
 * @param live - UUID of the live; or the record of an earlier one, whose rotation is finished when it was cut off.
 * @throws {@link HttpError} `video/not-found`; {@link AuthError} `auth/forbidden` when a rotation that was cut off cannot
 * be finished; what `save` throws.
 * @example
 * ```ts
 * import { createPeerTube, openLive } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const kept = new Map<string, string>();
 * const show = await openLive(peertube, 'b7a3d2c1-0000-4000-8000-000000000000', {
 *   save: async (record) => void kept.set('evening show', JSON.stringify(record)),
 * });
 * await show.rotateKey();
 * console.log('OBS needs a new key for', show.uuid, (await show.series()).broadcasts.length);
 * ```
 */
export async function openLive(
  peertube: PeerTube,
  live: string | RotatingLiveRecord,
  options: RotatingLiveOptions = {},
): Promise<RotatingLive> {
  const { RotatingLive } = await loadPart(import('./rotating-live.js'));
  const opened = new RotatingLive(peertube, typeof live === 'string' ? { uuid: live, earlier: [] } : live, options);
  await opened.settle(options);
  return opened;
}
