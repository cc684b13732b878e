import { getChannel } from '../channels/get-channel.js';
import { list } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { actorOf } from '../request/normalize.js';
import { unlessMissing } from '../request/unless-missing.js';
import type { PeerTubeChannel } from '../types/actor.js';
import { handleOf } from './handles.js';
import { searchRequest } from './search-request.js';

/**
 * Finds a channel of any instance by its address or `name@host`; `undefined` as for {@link resolveVideo}.
 *
 * @param handle - `name@host`, or the address of the channel's page.
 * @throws {@link HttpError} `http/server-error`; {@link TimeoutError} when the other instance does not answer within a minute.
 * @see PeerTube REST API, "Search video channels" with an address or a handle.
 * @example
 * ```ts
 * import { createPeerTube, followChannel, resolveChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const channel = await resolveChannel(peertube, 'films@other.example');
 * if (channel) await followChannel(peertube, `${channel.name}@${channel.host}`);
 * ```
 */
export async function resolveChannel(
  peertube: PeerTube,
  handle: string,
  options: CallOptions = {},
): Promise<PeerTubeChannel | undefined> {
  const name = handleOf(handle);
  const known = await unlessMissing(getChannel(peertube, name, options));
  // A name alone would be searched for in texts.
  if (known || !/[@:]/.test(name)) return known;
  const route = 'GET /search/video-channels';
  return (await list(peertube, route, searchRequest(name, options), actorOf<PeerTubeChannel>)).data[0];
}
