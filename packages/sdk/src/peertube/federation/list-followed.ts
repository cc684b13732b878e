import { list } from '../request/ask.js';
import type { ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { actorOf } from '../request/normalize.js';
import type { PeerTubeChannel } from '../types/actor.js';
import type { PeerTubePage } from '../types/common.js';

/**
 * The channels that the signed-in user follows.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`.
 * @see PeerTube REST API, "Get my user subscriptions"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, listFollowed } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listFollowed(peertube, { count: 100 });
 * console.log(data.map(({ name, host }) => `${name}@${host}`));
 * ```
 */
export function listFollowed(
  peertube: PeerTube,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubeChannel>> {
  return list(peertube, 'GET /users/me/subscriptions', { query, auth: 'required', signal }, actorOf<PeerTubeChannel>);
}
