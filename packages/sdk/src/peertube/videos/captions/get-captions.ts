import { assertField } from '../../../http/assert-field.js';
import { ask, nameOf, type Route } from '../../request/ask.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { PeerTubeLabel } from '../../types/common.js';
import { absolute, type VideoReadOptions, videoRequest } from '../video-request.js';

const CAPTIONS: Route = 'GET /videos/:id/captions';

/** Subtitles in one language. */
export interface PeerTubeCaption {
  /** ISO 639 code. */
  language: PeerTubeLabel<string>;
  /** WebVTT, absolute. */
  url: string;
  /** Its HLS playlist, where the master playlist of the video names it: since PeerTube 8. */
  m3u8Url?: string | null;
  /** Made from speech by the instance. */
  automaticallyGenerated: boolean;
  /** ISO 8601. */
  updatedAt: string;
}

/**
 * The captions of a video.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`.
 * @see PeerTube REST API, "List captions of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getCaptions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for (const { language, url } of await getCaptions(peertube, 'gRjscAKWouefiE5Tmt8MeC')) {
 *   const track = document.createElement('track');
 *   Object.assign(track, { srclang: language.id, label: language.label, src: url });
 *   document.querySelector('video')?.append(track);
 * }
 * ```
 */
export async function getCaptions(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeCaption[]> {
  type Raw = PeerTubeCaption & { captionPath?: string; fileUrl?: string };
  const body = await ask<{ data: Raw[] }>(peertube, CAPTIONS, videoRequest(id, options));
  assertField(nameOf(CAPTIONS), body, 'data', 'array');
  return body.data.map(({ captionPath, fileUrl, ...caption }) => ({
    ...caption,
    url: fileUrl ?? absolute(peertube, captionPath),
  }));
}
