/**
 * Comments of videos: `client.comments`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, commentActions, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const comments = bind(peertube, commentActions);
 * console.log((await comments.list('gRjscAKWouefiE5Tmt8MeC')).data[0]?.text);
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * console.log((await client.comments.list('gRjscAKWouefiE5Tmt8MeC')).total);
 * ```
 */

export { /** {@link addComment} */ addComment as add } from './add-comment.js';
export { /** {@link deleteComment} */ deleteComment as delete } from './delete-comment.js';
export { /** {@link getCommentThread} */ getCommentThread as thread } from './get-comment-thread.js';
export { /** {@link listComments} */ listComments as list } from './list-comments.js';
export { /** {@link listReplies} */ listReplies as replies } from './list-replies.js';
