import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { VIDEO_ERRORS } from './video-errors.js';
import { changeVideo } from './video-request.js';

/**
 * Likes, dislikes, or takes that back.
 *
 * @throws {@link AuthError} `auth/not-signed-in`; {@link HttpError} `video/not-found`, `video/private`.
 * @see PeerTube REST API, "Like/dislike a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, rateVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await rateVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC', 'like');
 * ```
 */
export async function rateVideo(
  peertube: PeerTube,
  id: string | number,
  rating: 'like' | 'dislike' | 'none',
  { signal }: CallOptions = {},
): Promise<void> {
  const request = { params: { id }, json: { rating }, errorMappings: VIDEO_ERRORS, signal };
  await changeVideo(peertube, 'PUT /videos/:id/rate', request);
}
