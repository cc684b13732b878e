import { getMe } from '../account/get-me.js';
import type { ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeChannel } from '../types/actor.js';

/**
 * The channels that the signed-in user may publish on. Kept for a minute.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`.
 * @example
 * ```ts
 * import { createPeerTube, getMyChannels } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [channel] = await getMyChannels(peertube);
 * // Uploads and lives take the numeric id.
 * console.log(channel?.id, channel?.displayName);
 * ```
 */
export async function getMyChannels(peertube: PeerTube, options: ReadOptions = {}): Promise<PeerTubeChannel[]> {
  return (await getMe(peertube, options)).videoChannels;
}
