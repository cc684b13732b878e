import { askSigned } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

/**
 * Puts a video at the end of a playlist.
 *
 * @param element - Numeric id or UUID of the video, and the seconds between which to play it.
 * @returns The id of the element, which {@link removeFromPlaylist} takes.
 * @throws {@link HttpError} `http/not-found` for the playlist or the video, `http/forbidden`.
 * @see PeerTube REST API, "Add a video in a playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { addToPlaylist, createPeerTube, getVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const video = await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * await addToPlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q', { videoId: video.id, startTimestamp: 30 });
 * ```
 */
export async function addToPlaylist(
  peertube: PeerTube,
  id: string | number,
  element: { videoId: string | number; startTimestamp?: number; stopTimestamp?: number },
  { signal }: CallOptions = {},
): Promise<{ id: number }> {
  const request = { params: { id }, json: element, signal };
  type Answer = { videoPlaylistElement: { id: number } };
  return (await askSigned<Answer>(peertube, 'POST /video-playlists/:id/videos', request)).videoPlaylistElement;
}
