import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { changeVideo, ownedVideoRequest } from '../video-request.js';
import { captionFormat } from './caption-format.js';

/**
 * Adds or replaces the captions of one language.
 *
 * @param language - ISO 639 code of the instance's list.
 * @param file - WebVTT or SubRip, at most 20 MiB; recognised by its content. PeerTube stores both as WebVTT.
 * @throws {@link UploadError} `upload/unsupported-type` for another format, before anything is sent; {@link HttpError} `http/bad-request` for an unknown language, `video/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @see PeerTube REST API, "Add or replace a video caption"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, setCaption } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const file = new File(['1\n00:00:01,000 --> 00:00:02,000\nHello'], 'english.srt');
 * await setCaption(peertube, 'gRjscAKWouefiE5Tmt8MeC', 'en', file);
 * ```
 */
export async function setCaption(
  peertube: PeerTube,
  id: string | number,
  language: string,
  file: Blob,
  options: CallOptions = {},
): Promise<void> {
  const body = new FormData();
  // PeerTube goes by the media type, and by the extension where the type is none of these; not by the content.
  const format = await captionFormat(file);
  const type = format === 'vtt' ? 'text/vtt' : 'application/x-subrip';
  body.append('captionfile', new Blob([file], { type }), `${language}.${format}`);
  const request = { ...ownedVideoRequest(id, options, language), body };
  // The master playlist names the captions in PeerTube 8, so its address changes: a video that is kept has the old one.
  await changeVideo(peertube, 'PUT /videos/:id/captions/:language', request);
}
