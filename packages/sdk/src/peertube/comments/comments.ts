import { ask, askSigned, change, list } from '../request/ask.js';
import type { CallOptions, ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { actorOf } from '../request/normalize.js';
import type { PeerTubeAccount } from '../types/actor.js';
import type { PeerTubePage } from '../types/common.js';
import { CHANGE_MEANINGS } from '../videos/video-errors.js';
import { reading, type VideoReadOptions } from '../videos/videos.js';

/** A comment. Dates in ISO 8601. */
export interface PeerTubeComment {
  id: number;
  url: string;
  /** Markdown; empty once deleted. */
  text: string;
  /** The comment that began the thread. */
  threadId: number;
  inReplyToCommentId: number | null;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
  /** It stays as an empty place where others have answered. */
  isDeleted: boolean;
  /** Of the whole thread; on the comment that began it. */
  totalReplies: number;
  /** `null` once deleted. */
  account: PeerTubeAccount | null;
  /** Waits for the owner's approval. */
  heldForReview?: boolean;
}

/** A comment with what was answered to it. */
export interface PeerTubeCommentTree {
  /** The comment itself. */
  comment: PeerTubeComment;
  /** The replies to it, each with its own. */
  children: PeerTubeCommentTree[];
  /**
   * Direct replies in all, which may be more than `children`: PeerTube 8.3 answers ten of each comment, five levels deep.
   * {@link listReplies} has the rest.
   */
  totalChildren: number;
}

const commentOf = (origin: string, raw: unknown): PeerTubeComment => {
  const comment = raw as PeerTubeComment;
  return { ...comment, account: comment.account && actorOf(origin, comment.account) };
};

const treeOf = (origin: string, raw: unknown): PeerTubeCommentTree => {
  const { comment, children = [], totalChildren = children.length } = raw as Partial<PeerTubeCommentTree>;
  return {
    comment: commentOf(origin, comment),
    children: children.map((child) => treeOf(origin, child)),
    totalChildren,
  };
};

/**
 * The comments that began a thread, newest first unless `sort` says otherwise (`-totalReplies`).
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`.
 * @see PeerTube REST API, "List threads of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, listComments } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listComments(peertube, 'gRjscAKWouefiE5Tmt8MeC', { sort: '-totalReplies', count: 10 });
 * for (const { account, text } of data) console.log(account?.displayName ?? 'deleted', text);
 * ```
 */
export function listComments(
  peertube: PeerTube,
  id: string | number,
  { signal, password, fresh: _never, ...query }: ListOptions & VideoReadOptions = {},
): Promise<PeerTubePage<PeerTubeComment>> {
  return list(peertube, 'GET /videos/:id/comment-threads', { ...reading(id, { signal, password }), query }, commentOf);
}

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
  const request = reading(id, options);
  const params = { id, threadId };
  return treeOf(peertube.url, await ask(peertube, 'GET /videos/:id/comment-threads/:threadId', { ...request, params }));
}

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
  const request = { ...reading(id, { signal, password }), params: { id, commentId }, query };
  return list(peertube, 'GET /videos/:id/comments/:commentId/replies', request, treeOf);
}

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
 * // Where the owner approves comments first, nobody else sees it yet.
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
  const request = { params: { id, replyTo: replyTo ?? '' }, json: { text }, errorMappings: CHANGE_MEANINGS, signal };
  return commentOf(peertube.url, (await askSigned<{ comment: unknown }>(peertube, route, request)).comment);
}

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
  const request = { params: { id, commentId }, errorMappings: CHANGE_MEANINGS, signal };
  return change(peertube, 'DELETE /videos/:id/comments/:commentId', request);
}
