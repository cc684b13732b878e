import { list } from '../request/ask.js';
import type { ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubePage } from '../types/common.js';
import { type PeerTubePlaylist, playlistOf } from './playlist.js';

/**
 * The playlists of an account, by its name: the public ones, and all for the owner.
 *
 * @throws {@link HttpError} `http/not-found` for an unknown account.
 * @see PeerTube REST API, "List playlists of an account"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, listPlaylists } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listPlaylists(peertube, 'ada');
 * console.log(data.map(({ displayName, videosLength }) => `${displayName} (${videosLength})`));
 * ```
 */
export function listPlaylists(
  peertube: PeerTube,
  account: string,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubePlaylist>> {
  return list(peertube, 'GET /accounts/:account/video-playlists', { params: { account }, query, signal }, playlistOf);
}
