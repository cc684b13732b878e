import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { VIDEO_CHANGE_ERRORS } from '../videos/video-errors.js';

/**
 * Deletes a comment: one's own, or any of one's own video.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link HttpError} `video/not-found`.
 * @see PeerTube REST API, "Delete a comment or a reply"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, deleteComment } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await deleteComment(peertube, 'gRjscAKWouefiE5Tmt8MeC', 12);
 * ```
 */
export function deleteComment(
  peertube: PeerTube,
  id: string | number,
  commentId: number,
  { signal }: CallOptions = {},
): Promise<void> {
  const request = { params: { id, commentId }, errorMappings: VIDEO_CHANGE_ERRORS, signal };
  return change(peertube, 'DELETE /videos/:id/comments/:commentId', request);
}
