import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { type PeerTubePlaylistFields, toForm } from './playlist.js';

/**
 * Changes a playlist of the signed-in user.
 *
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`, `http/bad-request`.
 * @see PeerTube REST API, "Update a video playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, updatePlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await updatePlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q', { displayName: 'Summer 2026', description: null });
 * ```
 */
export function updatePlaylist(
  peertube: PeerTube,
  id: string | number,
  fields: PeerTubePlaylistFields,
  { signal }: CallOptions = {},
): Promise<void> {
  return change(peertube, 'PUT /video-playlists/:id', { params: { id }, body: toForm(fields), signal });
}
