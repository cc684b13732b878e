import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

/**
 * Takes an element out of a playlist.
 *
 * @param elementId - Of the element, not of the video.
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`.
 * @see PeerTube REST API, "Delete an element from a playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getPlaylistVideos, removeFromPlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const id = 'hFbcFLeaGBo5ESJXTgVJ9q';
 * const { data } = await getPlaylistVideos(peertube, id);
 * for (const element of data) if (element.video === null) await removeFromPlaylist(peertube, id, element.id);
 * ```
 */
export function removeFromPlaylist(
  peertube: PeerTube,
  id: string | number,
  elementId: number,
  { signal }: CallOptions = {},
): Promise<void> {
  return change(peertube, 'DELETE /video-playlists/:id/videos/:elementId', { params: { id, elementId }, signal });
}
