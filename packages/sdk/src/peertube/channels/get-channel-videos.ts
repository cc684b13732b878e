import { list } from '../request/ask.js';
import type { ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { videoOf } from '../request/normalize.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';
import { channelRequest } from './channel-request.js';

/**
 * The public videos of a channel, by its name, or by `name@host` for one of another instance.
 *
 * @throws {@link HttpError} `channel/not-found`, `http/bad-request` for an unknown `sort`.
 * @see PeerTube REST API, "List videos of a video channel"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getChannelVideos } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { total, data } = await getChannelVideos(peertube, 'films', { sort: '-views', count: 5 });
 * console.log(total, data[0]?.name);
 * ```
 */
export function getChannelVideos(
  peertube: PeerTube,
  name: string,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubeVideo>> {
  return list(peertube, 'GET /video-channels/:name/videos', { ...channelRequest(name, { signal }), query }, videoOf);
}
