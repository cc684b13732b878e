import { need } from '../http/need.js';
import { askSigned, list, nameOf, type Route } from './ask.js';
import type { CallOptions, ListOptions, ReadOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import { actorOf, videoOf } from './normalize.js';
import type { PeerTubeChannel, PeerTubeQuotaUsed, PeerTubeUser } from './types/actor.js';
import type { PeerTubePage } from './types/common.js';
import type { PeerTubeVideo } from './types/video.js';

const ME_TTL_MS = 60_000;
const ME: Route = 'GET /users/me';

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
 * The signed-in user with its channels, also those it may use as a collaborator (PeerTube 8). Kept for a minute.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`.
 */
export function getMe(peertube: PeerTube, options: ReadOptions = {}): Promise<PeerTubeUser> {
  type Raw = PeerTubeUser & { videoChannelCollaborations?: { videoChannel?: unknown }[] };
  const load = async (signal: AbortSignal | undefined): Promise<PeerTubeUser> => {
    const raw = await askSigned<Raw>(peertube, ME, { signal });
    need(nameOf(ME), raw, 'videoChannels', 'array');
    const shared = (raw.videoChannelCollaborations ?? []).map((entry) => entry.videoChannel ?? entry);
    return {
      ...raw,
      account: actorOf(peertube.url, raw.account),
      videoChannels: [...raw.videoChannels, ...shared].map((channel) =>
        actorOf<PeerTubeChannel>(peertube.url, channel),
      ),
    };
  };
  return peertube.cache.get('me', ME_TTL_MS, load, options);
}

/** Bytes that the signed-in user's videos take. */
export function getQuotaUsed(peertube: PeerTube, { signal }: CallOptions = {}): Promise<PeerTubeQuotaUsed> {
  return askSigned(peertube, 'GET /users/me/video-quota-used', { signal });
}

/** The signed-in user's videos in every state, lives included; newest first unless `sort` says otherwise. */
export function getMyVideos(
  peertube: PeerTube,
  { signal, ...options }: MyVideosOptions = {},
): Promise<PeerTubePage<PeerTubeVideo>> {
  const query = { sort: '-createdAt', ...options };
  return list(peertube, 'GET /users/me/videos', { query, auth: 'required', signal }, videoOf);
}
