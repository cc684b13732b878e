import { ask, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { type PeerTubePlaylist, playlistOf } from './playlist.js';

const GET: Route = 'GET /video-playlists/:id';

/**
 * A playlist by numeric id, UUID or short UUID.
 *
 * @throws {@link HttpError} `http/not-found`; `http/unauthorized` or `http/forbidden` for a private one of
 * another user.
 * @see PeerTube REST API, "Get a video playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getPlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { displayName, embedUrl } = await getPlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q');
 * console.log(displayName, embedUrl);
 * ```
 */
export async function getPlaylist(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubePlaylist> {
  return playlistOf(peertube.url, await ask(peertube, GET, { params: { id }, signal }), nameOf(GET));
}
