import { ask } from '../request/ask.js';
import type { PeerTube } from '../request/create-peertube.js';
import { type VideoReadOptions, videoRequest } from '../videos/video-request.js';
import { type PeerTubeCommentTree, treeOf } from './comment.js';

/**
 * A thread: its first comment with the replies to it, and the replies to these.
 *
 * @throws {@link HttpError} `video/not-found`, also for an unknown thread; `video/private`.
 * @see PeerTube REST API, "Get a thread"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getCommentThread } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { comment, children } = await getCommentThread(peertube, 'gRjscAKWouefiE5Tmt8MeC', 12);
 * console.log(comment.text, children.map((reply) => reply.comment.text));
 * ```
 */
export async function getCommentThread(
  peertube: PeerTube,
  id: string | number,
  threadId: number,
  options: VideoReadOptions = {},
): Promise<PeerTubeCommentTree> {
  const request = videoRequest(id, options);
  const params = { id, threadId };
  return treeOf(peertube.url, await ask(peertube, 'GET /videos/:id/comment-threads/:threadId', { ...request, params }));
}
