import { loadPart } from '../../../http/load-part.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { RotatedLive, RotateLiveKeyOptions } from './rotation-options.js';

/**
 * Replaces a live by a new one with another key that is like it in everything else, then deletes the old one: PeerTube
 * cannot change a key. A live that streams is cut. Addresses change with the live; {@link openLive} keeps them together.
 * Comments, views, likes and captions go with the old one.
 *
 * @returns The ids of the new live; the old ones lead nowhere any more.
 * @throws {@link LiveError} `live/already-started` when a replay would be lost, or when the live has ended and has no
 * key any more; as {@link createLive}; nothing has changed then. With `replacement` the new live is ready, and the old
 * one is still to be deleted.
 * @example
 * ```ts
 * import { createPeerTube, rotateLiveKey, signIn } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await signIn(peertube, { username: 'ada', password: 'hers' });
 * const { uuid } = await rotateLiveKey(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log('the live is now', uuid);
 * ```
 */
export async function rotateLiveKey(
  peertube: PeerTube,
  id: string | number,
  options: RotateLiveKeyOptions = {},
): Promise<RotatedLive> {
  const { replaceLive } = await loadPart(import('./replace-live.js'));
  return replaceLive(peertube, id, options);
}
