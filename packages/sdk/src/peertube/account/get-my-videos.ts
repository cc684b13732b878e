import { list } from '../request/ask.js';
import type { ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { videoOf } from '../request/normalize.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';

/** Options of {@link getMyVideos}. */
export interface MyVideosOptions extends ListOptions {
  /** Words of the name. */
  search?: string;
  /** Only lives, or none. */
  isLive?: boolean;
  /** Only of this channel. */
  channelId?: number;
}

/**
 * The signed-in user's videos in every state, lives included; newest first unless `sort` says otherwise.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`; {@link HttpError} `http/bad-request` for an
 * unknown `sort` or more than 100 items.
 * @see PeerTube REST API, "Get videos of my user"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getMyVideos } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await getMyVideos(peertube, { search: 'holiday', isLive: false });
 * // Own lists tell the state, which public ones do not.
 * for (const { name, state } of data) console.log(name, state?.label);
 * ```
 */
export function getMyVideos(
  peertube: PeerTube,
  { signal, ...options }: MyVideosOptions = {},
): Promise<PeerTubePage<PeerTubeVideo>> {
  const query = { sort: '-createdAt', ...options };
  return list(peertube, 'GET /users/me/videos', { query, auth: 'required', signal }, videoOf);
}
