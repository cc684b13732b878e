import { change } from '../../request/ask.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { ownedVideoRequest } from '../video-request.js';
import type { PeerTubeChapter } from './get-chapters.js';

/**
 * Replaces all chapters. Time codes must differ.
 *
 * @throws {@link HttpError} `http/bad-request` for two at one time, `video/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @see PeerTube REST API, "Replace video chapters"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, setChapters } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await setChapters(peertube, 'gRjscAKWouefiE5Tmt8MeC', [
 *   { timecode: 0, title: 'Arrival' },
 *   { timecode: 95, title: 'The sea' },
 * ]);
 * ```
 */
export function setChapters(
  peertube: PeerTube,
  id: string | number,
  chapters: readonly PeerTubeChapter[],
  options: CallOptions = {},
): Promise<void> {
  return change(peertube, 'PUT /videos/:id/chapters', { ...ownedVideoRequest(id, options), json: { chapters } });
}
