import { ask } from '../../request/ask.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { type VideoReadOptions, videoRequest } from '../video-request.js';

/** A point of a video with a title; {@link setChapters} takes it. */
export interface PeerTubeChapter {
  /** Seconds. */
  timecode: number;
  /** 1 to 100 characters. */
  title: string;
}

/**
 * The chapters; PeerTube makes some from time codes in the description.
 *
 * @returns In order of time; empty when there are none.
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`.
 * @see PeerTube REST API, "Get chapters of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getChapters } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const chapters = await getChapters(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * for (const { timecode, title } of chapters) console.log(timecode, title);
 * ```
 */
export async function getChapters(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeChapter[]> {
  const route = 'GET /videos/:id/chapters';
  return (await ask<{ chapters?: PeerTubeChapter[] }>(peertube, route, videoRequest(id, options))).chapters ?? [];
}
