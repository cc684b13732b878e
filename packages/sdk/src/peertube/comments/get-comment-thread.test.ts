import { describe, expect, it } from 'vitest';
import { clientOf } from '../../test-support/scripted-client.js';
import { json } from '../../test-support/transcript.js';
import { comment } from './test-support/comment.js';

describe('comments.thread() and comments.replies()', () => {
  it('reads a whole thread of PeerTube 6, and of 8.3 tells how many replies are left out', async () => {
    const six = { comment: comment(1), children: [{ comment: comment(2), children: [] }] };
    const eight = { ...six, totalChildren: 12, children: [{ ...six.children[0], totalChildren: 0 }] };
    const { client, asked } = clientOf(json(six), json(eight), json({ total: 12, data: eight.children }));
    expect(await client.comments.thread('u', 1)).toMatchObject({ totalChildren: 1, children: [{ totalChildren: 0 }] });
    expect(await client.comments.thread('u', 1)).toMatchObject({ totalChildren: 12 });
    const rest = await client.comments.replies('u', 1, { start: 10 });
    expect(rest.data[0]?.comment.text).toBe('comment 2');
    expect(asked().slice(1)).toEqual([
      'GET /api/v1/videos/u/comment-threads/1',
      'GET /api/v1/videos/u/comments/1/replies?start=10',
    ]);
  });
});
