import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

/**
 * Deletes a playlist; its videos stay.
 *
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`.
 * @see PeerTube REST API, "Delete a video playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, deletePlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await deletePlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q');
 * ```
 */
export function deletePlaylist(peertube: PeerTube, id: string | number, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'DELETE /video-playlists/:id', { params: { id }, signal });
}
