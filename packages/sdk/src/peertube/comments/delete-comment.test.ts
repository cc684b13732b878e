import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';

describe('comments', () => {
  it('are added, answered, read and deleted, once', async () => {
    const { client, other, visitor, video } = await withVideo();
    const first = await other.comments.add(video.uuid, 'First');
    const answer = await client.comments.add(video.uuid, 'Thank you', { replyTo: first.id });
    const tree = await visitor.comments.thread(video.uuid, first.id);
    expect(tree).toMatchObject({ comment: { text: 'First', totalReplies: 1 }, totalChildren: 1 });
    expect(tree.children[0]?.comment).toMatchObject({ id: answer.id, inReplyToCommentId: first.id });
    await expect(other.comments.delete(video.uuid, answer.id)).rejects.toMatchObject({ code: 'auth/forbidden' });
    await client.comments.delete(video.uuid, first.id);
    expect((await visitor.comments.list(video.uuid)).data).toMatchObject([
      { isDeleted: true, text: '', account: null },
    ]);
    await expect(client.comments.delete(video.uuid, first.id)).rejects.toMatchObject({ code: 'http/conflict' });
    await expect(client.comments.add(video.uuid, '')).rejects.toMatchObject({
      invalidParams: { text: 'Invalid value' },
    });
    await client.videos.update(video.uuid, { commentsPolicy: 'disabled' });
    await expect(other.comments.add(video.uuid, 'Late')).rejects.toMatchObject({
      code: 'http/conflict',
      detail: 'Video comments are disabled for this video.',
    });
  });
});
