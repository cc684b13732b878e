import { getMyVideos, type MyVideosOptions } from '../account/get-my-videos.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';

/**
 * The signed-in user's lives, those that wait or have ended included.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`.
 * @example
 * ```ts
 * import { createPeerTube, listMyLives, VIDEO_STATE } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listMyLives(peertube);
 * // Waiting ones count against the limit for ever.
 * console.log(data.filter(({ state }) => state?.id === VIDEO_STATE.waitingForLive).map(({ name }) => name));
 * ```
 */
export function listMyLives(
  peertube: PeerTube,
  options: Omit<MyVideosOptions, 'isLive'> = {},
): Promise<PeerTubePage<PeerTubeVideo>> {
  return getMyVideos(peertube, { ...options, isLive: true });
}
