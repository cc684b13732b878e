import { change } from '../../request/ask.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { ownedVideoRequest } from '../video-request.js';

/**
 * Adds or replaces the captions of one language.
 *
 * @param language - ISO 639 code of the instance's list.
 * @param file - WebVTT or SubRip, at most 20 MB. PeerTube takes it without reading it.
 * @throws {@link HttpError} `http/bad-request` for an unknown language, `video/not-found`; {@link AuthError}
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
export function setCaption(
  peertube: PeerTube,
  id: string | number,
  language: string,
  file: Blob,
  options: CallOptions = {},
): Promise<void> {
  const body = new FormData();
  const name = file instanceof File ? file.name : `${language}.${file.type.includes('subrip') ? 'srt' : 'vtt'}`;
  body.append('captionfile', file, name);
  return change(peertube, 'PUT /videos/:id/captions/:language', { ...ownedVideoRequest(id, options, language), body });
}
