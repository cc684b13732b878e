import { ask, nameOf, type Route } from '../request/ask.js';
import type { PeerTube } from '../request/create-peertube.js';
import { videoDetailsOf } from '../request/normalize.js';
import type { PeerTubeVideoDetails } from '../types/video.js';
import { type VideoReadOptions, videoRequest } from './video-request.js';

/** Short: a page that shows a video twice asks once, and a change is seen soon. */
const VIDEO_TTL_MS = 5_000;

const GET: Route = 'GET /videos/:id';

/**
 * A whole video by numeric id, UUID or short UUID. Kept for five seconds.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`, `video/password-incorrect`.
 * @see PeerTube REST API, "Get a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getVideo, hlsUrlOf } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const video = await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(video.name, video.duration, 'seconds', video.thumbnails.at(-1)?.url, hlsUrlOf(video));
 * ```
 */
export function getVideo(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeVideoDetails> {
  const load = async (signal: AbortSignal | undefined): Promise<PeerTubeVideoDetails> =>
    videoDetailsOf(peertube.url, await ask(peertube, GET, videoRequest(id, { ...options, signal })), nameOf(GET));
  if (options.password !== undefined) return load(options.signal);
  return peertube.cache.get(`video:${id}`, VIDEO_TTL_MS, load, options);
}
