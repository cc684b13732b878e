import { list } from '../request/ask.js';
import type { PeerTube } from '../request/create-peertube.js';
import { videoOf } from '../request/normalize.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';
import type { VideoListOptions } from './list-videos.js';

/**
 * Public videos that match `search`; reaches other instances where the administrator allows it.
 *
 * @throws {@link HttpError} `http/bad-request` for an unknown `sort` or more than 100 items.
 * @see PeerTube REST API, "Search videos"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, searchVideos } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await searchVideos(peertube, 'sea', { tagsOneOf: ['summer'], count: 10 });
 * console.log(data.map(({ url }) => url)); // on their own instances
 * ```
 */
export function searchVideos(
  peertube: PeerTube,
  search: string,
  { signal, ...query }: VideoListOptions = {},
): Promise<PeerTubePage<PeerTubeVideo>> {
  return list(peertube, 'GET /search/videos', { query: { ...query, search }, signal }, videoOf);
}
