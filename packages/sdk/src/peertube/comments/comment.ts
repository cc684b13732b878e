import { actorOf } from '../request/normalize.js';
import type { PeerTubeAccount } from '../types/actor.js';

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

export const commentOf = (origin: string, raw: unknown): PeerTubeComment => {
  const comment = raw as PeerTubeComment;
  return { ...comment, account: comment.account && actorOf(origin, comment.account) };
};

export const treeOf = (origin: string, raw: unknown): PeerTubeCommentTree => {
  const { comment, children = [], totalChildren = children.length } = raw as Partial<PeerTubeCommentTree>;
  return {
    comment: commentOf(origin, comment),
    children: children.map((child) => treeOf(origin, child)),
    totalChildren,
  };
};
