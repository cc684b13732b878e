import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { changeVideo, ownedVideoRequest } from '../video-request.js';

/**
 * Removes the captions of one language.
 *
 * @throws {@link HttpError} `video/not-found`, also when there are none; {@link AuthError} `auth/forbidden`.
 * @see PeerTube REST API, "Delete a video caption"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, deleteCaption } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await deleteCaption(peertube, 'gRjscAKWouefiE5Tmt8MeC', 'en');
 * ```
 */
export function deleteCaption(
  peertube: PeerTube,
  id: string | number,
  language: string,
  options: CallOptions = {},
): Promise<void> {
  return changeVideo(peertube, 'DELETE /videos/:id/captions/:language', ownedVideoRequest(id, options, language));
}
