import { describe, expect, it } from 'vitest';
import { clientOf, url } from '../../test-support/scripted-client.js';
import { json } from '../../test-support/transcript.js';
import { comment } from './test-support/comment.js';

describe('comments.list()', () => {
  it('lists threads with absolute pictures, and a deleted comment without an account', async () => {
    const data = [comment(1), comment(2, { isDeleted: true, text: '', account: null })];
    const { client, asked } = clientOf(json({ total: 2, totalNotDeletedComments: 1, data }));
    const page = await client.comments.list('u', { count: 5, sort: '-totalReplies' });
    expect(asked()).toEqual(['GET /api/v1/videos/u/comment-threads?count=5&sort=-totalReplies']);
    expect(page.total).toBe(2);
    expect(page.data[0]?.account?.avatars[0]?.url).toBe(`${url}/lazy-static/avatars/a.png`);
    expect(page.data[1]).toMatchObject({ isDeleted: true, account: null });
  });
});
