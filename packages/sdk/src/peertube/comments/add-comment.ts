import { askSigned } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { VIDEO_CHANGE_ERRORS } from '../videos/video-errors.js';
import { commentOf, type PeerTubeComment } from './comment.js';

/**
 * Comments a video, or answers the comment `replyTo`.
 *
 * @param text - Markdown, 1 to 10,000 characters.
 * @throws {@link HttpError} `http/conflict` where comments are closed, `video/not-found`, `http/bad-request`;
 * {@link AuthError} `auth/not-signed-in`.
 * @see PeerTube REST API, "Create a thread"; checked against 6.3.0.
 * @example
 * ```ts
 * import { addComment, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const comment = await addComment(peertube, 'gRjscAKWouefiE5Tmt8MeC', 'Where was this?');
 * // Where the owner approves comments first, other viewers do not see it yet.
 * console.log(comment.heldForReview === true ? 'waits for approval' : comment.url);
 * ```
 */
export async function addComment(
  peertube: PeerTube,
  id: string | number,
  text: string,
  { signal, replyTo }: CallOptions & { replyTo?: number } = {},
): Promise<PeerTubeComment> {
  const route = replyTo === undefined ? 'POST /videos/:id/comment-threads' : 'POST /videos/:id/comments/:replyTo';
  const request = {
    params: { id, replyTo: replyTo ?? '' },
    json: { text },
    errorMappings: VIDEO_CHANGE_ERRORS,
    signal,
  };
  return commentOf(peertube.url, (await askSigned<{ comment: unknown }>(peertube, route, request)).comment);
}
