import { ask } from '../request/ask.js';
import type { ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { actorOf } from '../request/normalize.js';
import type { PeerTubeChannel } from '../types/actor.js';
import { channelRequest } from './channel-request.js';

const CHANNEL_TTL_MS = 60_000;

/**
 * A channel by its name, or by `name@host` for one of another instance. Kept for a minute.
 *
 * @throws {@link HttpError} `channel/not-found`.
 * @see PeerTube REST API, "Get a video channel"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { displayName, followersCount } = await getChannel(peertube, 'films@other.example');
 * console.log(displayName, followersCount);
 * ```
 */
export function getChannel(peertube: PeerTube, name: string, options: ReadOptions = {}): Promise<PeerTubeChannel> {
  const load = async (signal: AbortSignal | undefined): Promise<PeerTubeChannel> =>
    actorOf(peertube.url, await ask(peertube, 'GET /video-channels/:name', channelRequest(name, { signal })));
  return peertube.cache.get(`channel:${name}`, CHANNEL_TTL_MS, load, options);
}
