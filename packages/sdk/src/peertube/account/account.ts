import { assertField } from '../../http/assert-field.js';
import { askSigned, list, nameOf, type Route } from '../request/ask.js';
import type { CallOptions, ListOptions, ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { actorOf, videoOf } from '../request/normalize.js';
import type { PeerTubeChannel, PeerTubeQuotaUsed, PeerTubeUser } from '../types/actor.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';

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
 * @see PeerTube REST API, "Get my user information"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getMe, signIn } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await signIn(peertube, { username: 'ada', password: process.env.PASSWORD ?? '' });
 * const { videoChannels, videoQuota } = await getMe(peertube);
 * console.log(videoChannels[0]?.id, videoQuota === -1 ? 'no limit' : `${videoQuota} bytes`);
 * ```
 */
export function getMe(peertube: PeerTube, options: ReadOptions = {}): Promise<PeerTubeUser> {
  type Raw = PeerTubeUser & { videoChannelCollaborations?: { videoChannel?: unknown }[] };
  const load = async (signal: AbortSignal | undefined): Promise<PeerTubeUser> => {
    const raw = await askSigned<Raw>(peertube, ME, { signal });
    assertField(nameOf(ME), raw, 'videoChannels', 'array');
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

/**
 * Bytes that the signed-in user's videos take.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`.
 * @see PeerTube REST API, "Get my user used quota"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getMe, getQuotaUsed } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [{ videoQuota }, { videoQuotaUsed }] = await Promise.all([getMe(peertube), getQuotaUsed(peertube)]);
 * // The quota of the configuration is the instance's default; the user's own is what counts.
 * console.log(videoQuota === -1 ? 'no limit' : `${videoQuota - videoQuotaUsed} bytes left`);
 * ```
 */
export function getQuotaUsed(peertube: PeerTube, { signal }: CallOptions = {}): Promise<PeerTubeQuotaUsed> {
  return askSigned(peertube, 'GET /users/me/video-quota-used', { signal });
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
