import { describe, expect, it } from 'vitest';
import { clientOf } from '../../test-support/scripted-client.js';
import { json } from '../../test-support/transcript.js';
import { comment } from './test-support/comment.js';

describe('comments.add()', () => {
  it('adds, answers and deletes', async () => {
    const { client, sent, asked } = clientOf(json({ comment: comment(1) }), json({ comment: comment(2) }), json({}));
    expect((await client.comments.add('u', 'First')).id).toBe(1);
    await client.comments.add('u', 'Second', { replyTo: 1 });
    await client.comments.delete('u', 2);
    expect(asked()).toEqual([
      'POST /api/v1/videos/u/comment-threads',
      'POST /api/v1/videos/u/comments/1',
      'DELETE /api/v1/videos/u/comments/2',
    ]);
    expect(sent.map(({ body }) => body)).toEqual(['{"text":"First"}', '{"text":"Second"}', '']);
  });
});
