import { list } from '../request/ask.js';
import type { ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { videoOf } from '../request/normalize.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';

/** A video in a playlist. */
export interface PeerTubePlaylistElement {
  /** Of the element, not of the video. */
  id: number;
  /** From 1. */
  position: number;
  /** Seconds, or `null`. */
  startTimestamp: number | null;
  /** Seconds, or `null`. */
  stopTimestamp: number | null;
  /** `null` when the video is gone or private. */
  video: PeerTubeVideo | null;
}

const elementOf = (origin: string, raw: unknown, route: string): PeerTubePlaylistElement => {
  const element = raw as PeerTubePlaylistElement;
  return { ...element, video: element.video && videoOf(origin, element.video, route) };
};

/**
 * The videos of a playlist, in its order.
 *
 * @throws {@link HttpError} `http/not-found`.
 * @see PeerTube REST API, "List videos of a playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getPlaylistVideos } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for (const { position, video } of (await getPlaylistVideos(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q')).data) {
 *   console.log(position, video?.name ?? 'gone or private');
 * }
 * ```
 */
export function getPlaylistVideos(
  peertube: PeerTube,
  id: string | number,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubePlaylistElement>> {
  return list(peertube, 'GET /video-playlists/:id/videos', { params: { id }, query, signal }, elementOf);
}
