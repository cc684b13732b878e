import { loadPart } from '../../../http/load-part.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { PeerTubeVideoIds } from '../../types/common.js';

/** Options of {@link rotateLiveKey}. */
export interface RotateLiveKeyOptions extends CallOptions {
  /** New passwords of a password-protected live. @defaultValue those it has */
  videoPasswords?: readonly string[] | undefined;
  /** A new picture. @defaultValue the one it has */
  thumbnail?: Blob | undefined;
  /**
   * Rotate although a broadcast is on air or rests before its replay is made, and lose that replay: for a key that
   * others know. @defaultValue false
   */
  dropReplay?: boolean | undefined;
}

/** The live that took the place of another one. */
export interface RotatedLive extends PeerTubeVideoIds {
  /** `thumbnail` when the picture is kept where this client cannot read it: give it as an option. */
  lost: 'thumbnail'[];
}

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
