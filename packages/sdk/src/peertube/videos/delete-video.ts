import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { VIDEO_CHANGE_ERRORS } from './video-errors.js';
import { changeVideo } from './video-request.js';

/**
 * Deletes a video or live; one that streams is cut at once.
 *
 * @throws {@link HttpError} `video/not-found`; {@link AuthError} `auth/forbidden`.
 * @see PeerTube REST API, "Delete a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, deleteVideo, isPiyaError } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await deleteVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC').catch((error: unknown) => {
 *   // It was deleted elsewhere.
 *   if (!isPiyaError(error) || error.code !== 'video/not-found') throw error;
 * });
 * ```
 */
export async function deleteVideo(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<void> {
  await changeVideo(peertube, 'DELETE /videos/:id', { params: { id }, errorMappings: VIDEO_CHANGE_ERRORS, signal });
}
