import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

/**
 * Changes between which seconds an element of a playlist plays.
 *
 * @param elementId - Of the element, not of the video.
 * @param times - Whole seconds; `null` for the beginning or the end of the video. What is left out stays.
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`, `http/bad-request`.
 * @see PeerTube REST API, "Update a playlist element"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getPlaylistVideos, updatePlaylistElement } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const id = 'hFbcFLeaGBo5ESJXTgVJ9q';
 * const [first] = (await getPlaylistVideos(peertube, id)).data;
 * if (first) await updatePlaylistElement(peertube, id, first.id, { startTimestamp: 30, stopTimestamp: null });
 * ```
 */
export function updatePlaylistElement(
  peertube: PeerTube,
  id: string | number,
  elementId: number,
  times: { startTimestamp?: number | null; stopTimestamp?: number | null },
  { signal }: CallOptions = {},
): Promise<void> {
  const request = { params: { id, elementId }, json: times, signal };
  return change(peertube, 'PUT /video-playlists/:id/videos/:elementId', request);
}
