import { accountJson } from '../actors/actor-json.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { problem } from '../http/problem.js';
import { isOwner } from '../videos/find-video.js';
import type { VideoState } from '../videos/state.js';
import type { CommentState } from './state.js';

/** The comments of an instance; a folder of an older sandbox has no list of them. */
export function allComments({ state }: FakePeerTube): CommentState[] {
  state.comments ??= [];
  return state.comments;
}

/** One comment of a video. @throws Problem 404. */
export function commentOf(fake: FakePeerTube, video: VideoState, id = ''): CommentState {
  const found = allComments(fake).find((one) => one.videoId === video.id && String(one.id) === id);
  if (!found) throw problem(404, 'Video comment thread not found');
  return found;
}

/** A comment with the counts of its thread. A deleted one has no author. */
export function commentJson(fake: FakePeerTube, video: VideoState, comment: CommentState): Record<string, unknown> {
  const { userId, ...rest } = comment;
  const userOf = (id: number) => fake.state.users.find((user) => user.id === id);
  const replies = allComments(fake).filter(
    (one) => one.threadId === comment.id && one !== comment && one.deletedAt === null,
  );
  const author = userOf(userId);
  return {
    ...rest,
    url: `${fake.url}/videos/watch/${video.uuid}/comments/${comment.id}`,
    heldForReview: false,
    isDeleted: comment.deletedAt !== null,
    totalRepliesFromVideoAuthor: replies.filter(({ userId: by }) => isOwner(fake, video, userOf(by))).length,
    totalReplies: replies.length,
    account: comment.deletedAt === null && author ? accountJson(fake, author) : null,
  };
}

/** A comment with its replies, and theirs. */
export function treeJson(fake: FakePeerTube, video: VideoState, comment: CommentState): Record<string, unknown> {
  const replies = allComments(fake).filter((one) => one.inReplyToCommentId === comment.id);
  return {
    comment: commentJson(fake, video, comment),
    children: replies.map((reply) => treeJson(fake, video, reply)),
  };
}
