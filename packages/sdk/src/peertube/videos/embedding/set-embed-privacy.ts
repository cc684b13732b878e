import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { VIDEO_CHANGE_ERRORS } from '../video-errors.js';
import { changeVideo } from '../video-request.js';

/**
 * Sets which sites may embed the video; owner only.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8, `video/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @example
 * ```ts
 * import { createPeerTube, setEmbedPrivacy, supports } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * if (await supports(peertube, 'embed-privacy')) {
 *   await setEmbedPrivacy(peertube, 'gRjscAKWouefiE5Tmt8MeC', { policy: 2, domains: ['www.example'] });
 * }
 * ```
 */
export function setEmbedPrivacy(
  peertube: PeerTube,
  id: string | number,
  privacy: { policy: number; domains: readonly string[] },
  { signal }: CallOptions = {},
): Promise<void> {
  const request = { params: { id }, json: privacy, errorMappings: VIDEO_CHANGE_ERRORS, signal };
  return changeVideo(peertube, 'PUT /videos/:id/embed-privacy', request);
}
