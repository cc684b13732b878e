import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { asText } from '../http/fields.js';
import { page, sorted, sortRule } from '../http/lists.js';
import { problem } from '../http/problem.js';
import { empty, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { isText, validate } from '../http/validation.js';
import { findVideo, isOwner, mustWatch } from '../videos/find-video.js';
import type { VideoState } from '../videos/state.js';
import { allComments, commentJson, commentOf, treeJson } from './comment-tree.js';
import type { CommentState } from './state.js';

const DISABLED = 2;
const THREADS = '/api/v1/videos/:id/comment-threads';
const COMMENT = '/api/v1/videos/:id/comments/:comment';

/** Comments. There is no recording of them; checked against a running 6.3.0. */
export function commentHandlers(fake: FakePeerTube): HttpHandler[] {
  const watched = (context: RouteContext): VideoState => {
    const video = findVideo(fake, context.params.id ?? '');
    const password = context.request.headers.get('x-peertube-video-password');
    mustWatch(fake, video, { user: context.user, password });
    return video;
  };
  async function add(context: RouteContext, parentOf: (video: VideoState) => CommentState | undefined) {
    const fields = await readFields(context);
    validate(fields, [{ path: 'text', check: isText(1, 10_000) }]);
    const video = watched(context);
    if (video.commentsPolicy === DISABLED) throw problem(409, 'Video comments are disabled for this video.');
    const parent = parentOf(video);
    const id = fake.nextId('comment');
    const now = fake.isoNow();
    const comment: CommentState = {
      id,
      videoId: video.id,
      userId: signedIn(context).id,
      text: asText(fields.text) ?? '',
      threadId: parent?.threadId ?? id,
      inReplyToCommentId: parent?.id ?? null,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
    allComments(fake).push(comment);
    return json({ comment: commentJson(fake, video, comment) });
  }

  return [
    route(fake, `get ${THREADS}`, { auth: 'optional' }, (context) => {
      const video = watched(context);
      const mine = video.commentsPolicy === DISABLED ? [] : allComments(fake).filter((one) => one.videoId === video.id);
      const threads = mine.filter((one) => one.inReplyToCommentId === null);
      const sort = context.url.searchParams.get('sort') ?? '-createdAt';
      const ordered = sorted(threads, sort, (one, field) =>
        field === 'totalReplies' ? mine.filter(({ threadId }) => threadId === one.id).length : one.id,
      );
      const rules = [sortRule('createdAt', 'totalReplies')];
      const totalNotDeletedComments = mine.filter((one) => one.deletedAt === null).length;
      return json({
        ...page(context.url, ordered, rules, (one) => commentJson(fake, video, one)),
        totalNotDeletedComments,
      });
    }),
    route(fake, `get ${THREADS}/:comment`, { auth: 'optional' }, (context) => {
      const video = watched(context);
      return json(treeJson(fake, video, commentOf(fake, video, context.params.comment)));
    }),
    route(fake, `post ${THREADS}`, { auth: 'required' }, (context) => add(context, () => undefined)),
    route(fake, `post ${COMMENT}`, { auth: 'required' }, (context) =>
      add(context, (video) => commentOf(fake, video, context.params.comment)),
    ),
    route(fake, `delete ${COMMENT}`, { auth: 'required' }, remove),
  ];
}

/** Leaves an empty comment in its place, so that replies keep theirs. @throws Problem 403, 404 or 409. */
function remove(context: RouteContext): Response {
  const { fake } = context;
  const user = signedIn(context);
  const video = findVideo(fake, context.params.id ?? '');
  const comment = commentOf(fake, video, context.params.comment);
  if (comment.deletedAt !== null) throw problem(409, 'This comment is already deleted');
  if (comment.userId !== user.id && !isOwner(fake, video, user) && user.role === 2) {
    throw problem(403, 'Cannot remove video comment of another user');
  }
  Object.assign(comment, { text: '', deletedAt: fake.isoNow(), updatedAt: fake.isoNow() });
  return empty(204);
}
