import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';

interface Tree {
  comment: { id: number; text: string; isDeleted: boolean; totalReplies: number; account: object | null };
  children: Tree[];
}

describe('comments', () => {
  it('answer each other in a tree, and leave an empty place when they are deleted', async () => {
    const { ask, mine, other, publish } = await signedIn({});
    const path = `/api/v1/videos/${await publish()}`;
    const add = async (target: string, text: string) =>
      (await ask(target, { method: 'POST', json: { text }, as: other })).body.comment as Tree['comment'];
    const { id } = await add(`${path}/comment-threads`, 'First');
    await add(`${path}/comments/${id}`, 'Second');
    const thread = async () => (await ask(`${path}/comment-threads/${id}`)).body as unknown as Tree;
    expect(await thread()).toMatchObject({
      comment: { text: 'First', totalReplies: 1 },
      children: [{ comment: { text: 'Second' }, children: [] }],
    });
    const remove = async (as: typeof mine) => (await ask(`${path}/comments/${id}`, { method: 'DELETE', as })).status;
    expect(await remove(mine)).toBe(204); // The owner of the video may.
    expect(await remove(other)).toBe(409);
    expect(await thread()).toMatchObject({
      comment: { text: '', isDeleted: true, account: null },
      children: [{ comment: { text: 'Second' } }],
    });
  });

  it('are deleted by their author and by the owner of the video alone, and refused where they are off', async () => {
    const { ask, mine, other, publish } = await signedIn({});
    const path = `/api/v1/videos/${await publish()}`;
    const post = () => ask(`${path}/comment-threads`, { method: 'POST', json: { text: 'Mine' }, as: mine });
    const { id } = (await post()).body.comment as Tree['comment'];
    expect((await ask(`${path}/comments/${id}`, { method: 'DELETE', as: other })).status).toBe(403);
    await ask(path, { method: 'PUT', json: { commentsPolicy: 2 }, as: mine });
    expect((await post()).status).toBe(409);
  });
});
