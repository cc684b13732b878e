import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

/**
 * Moves `count` elements so that they come after a position; 0 is the beginning.
 *
 * @param move - Positions from 1.
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`, `http/bad-request` for positions outside the list.
 * @see PeerTube REST API, "Reorder a playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, reorderPlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // The third becomes the first.
 * await reorderPlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q', { startPosition: 3, insertAfterPosition: 0 });
 * ```
 */
export function reorderPlaylist(
  peertube: PeerTube,
  id: string | number,
  move: { startPosition: number; insertAfterPosition: number; count?: number },
  { signal }: CallOptions = {},
): Promise<void> {
  const { count: reorderLength = 1, ...positions } = move;
  const json = { ...positions, reorderLength };
  return change(peertube, 'POST /video-playlists/:id/videos/reorder', { params: { id }, json, signal });
}
