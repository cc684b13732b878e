import { list } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { videoOf } from '../request/normalize.js';
import { unlessMissing } from '../request/unless-missing.js';
import type { PeerTubeVideo } from '../types/video.js';
import { parsePeerTubeUrl } from '../urls/urls.js';
import { getVideo } from '../videos/get-video.js';
import { canonicalVideoUrl } from './handles.js';
import { searchRequest } from './search-request.js';

/**
 * Finds a video of any instance by its address: watch, short or embed. The video found plays through this instance: its
 * details are read from here, its files come from wherever it lives.
 *
 * `undefined` when this instance does not know it and may not fetch it (that is the administrator's choice; most fetch
 * for signed-in users only), and for a text that is no address.
 *
 * @throws {@link HttpError} `video/private`, `video/password-required` for an address of this instance itself,
 * `http/server-error`; {@link TimeoutError} when the other instance does not answer within a minute.
 * @see PeerTube REST API, "Search videos" with an address.
 * @example
 * ```ts
 * import { createPeerTube, resolveVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const video = await resolveVideo(peertube, 'https://other.example/w/gRjscAKWouefiE5Tmt8MeC');
 * // The id is the same on both; the embed address is this instance's.
 * console.log(video?.uuid, video?.embedUrl);
 * ```
 */
export async function resolveVideo(
  peertube: PeerTube,
  url: string,
  options: CallOptions = {},
): Promise<PeerTubeVideo | undefined> {
  if (!URL.canParse(url)) return undefined;
  // Its own page, whichever instance the video lives on.
  const own = parsePeerTubeUrl(url);
  if (own?.origin === peertube.url && own.kind === 'video') return unlessMissing(getVideo(peertube, own.id, options));
  const request = searchRequest(canonicalVideoUrl(url), options);
  const find = async (auth: 'none' | 'optional') =>
    (await list(peertube, 'GET /search/videos', { ...request, auth }, videoOf)).data[0];
  // Anonymous first: that reads what is known. For a user PeerTube asks the other instance, always, and finds nothing
  // while that one is away.
  return (await find('none')) ?? ((await peertube.session.info()) && (await find('optional')));
}
