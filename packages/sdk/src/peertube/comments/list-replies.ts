import { list } from '../request/ask.js';
import type { ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubePage } from '../types/common.js';
import { type VideoReadOptions, videoRequest } from '../videos/video-request.js';
import { type PeerTubeCommentTree, treeOf } from './comment.js';

/**
 * More direct replies to a comment than its thread holds.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8.3, `video/not-found`.
 * @example
 * ```ts
 * import { createPeerTube, getCommentThread, listReplies } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const id = 'gRjscAKWouefiE5Tmt8MeC';
 * const { comment, children, totalChildren } = await getCommentThread(peertube, id, 12);
 * if (totalChildren > children.length) {
 *   const more = await listReplies(peertube, id, comment.id, { start: children.length });
 *   console.log(more.data.map((reply) => reply.comment.text));
 * }
 * ```
 */
export function listReplies(
  peertube: PeerTube,
  id: string | number,
  commentId: number,
  { signal, password, fresh: _never, ...query }: ListOptions & VideoReadOptions = {},
): Promise<PeerTubePage<PeerTubeCommentTree>> {
  const request = { ...videoRequest(id, { signal, password }), params: { id, commentId }, query };
  return list(peertube, 'GET /videos/:id/comments/:commentId/replies', request, treeOf);
}
