/** A comment as an instance answers it. */
export const comment = (id: number, more = {}) => ({
  id,
  text: `comment ${id}`,
  threadId: 1,
  inReplyToCommentId: null,
  isDeleted: false,
  totalReplies: 0,
  account: { id: 2, name: 'demo', avatars: [{ path: '/lazy-static/avatars/a.png', width: 48 }] },
  ...more,
});
