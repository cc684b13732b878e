import { assertField } from '../../http/assert-field.js';
import { askSigned, nameOf, type Route } from '../request/ask.js';
import type { ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { actorOf } from '../request/normalize.js';
import type { PeerTubeChannel, PeerTubeUser } from '../types/actor.js';

const ME_TTL_MS = 60_000;

const ME: Route = 'GET /users/me';

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
