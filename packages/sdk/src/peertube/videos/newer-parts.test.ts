import { describe, expect, it } from 'vitest';
import { json, problem, type Reply, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

const url = 'https://video.example';
const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs: Date.now() + 600_000, refreshExpiresAtMs: 0 };

function clientOf(...replies: Reply[]) {
  const { fetch, sent } = transcript(...replies);
  const tokenStore = { get: async () => tokens, set: async () => undefined, delete: async () => undefined };
  const asked = () => sent.map((request) => `${request.method} ${request.url.pathname}${request.url.search}`);
  return { client: new PeerTubeClient({ url, fetch, tokenStore }), sent, asked };
}

/** What PeerTube 6.3 answers to a route that it does not have. */
const unknownRoute = () => new Response('', { status: 400, headers: { 'content-type': 'application/json' } });

const comment = (id: number, more = {}) => ({
  id,
  text: `comment ${id}`,
  threadId: 1,
  inReplyToCommentId: null,
  isDeleted: false,
  totalReplies: 0,
  account: { id: 2, name: 'demo', avatars: [{ path: '/lazy-static/avatars/a.png', width: 48 }] },
  ...more,
});

describe('comments', () => {
  it('lists threads with absolute pictures, and a deleted comment without an account', async () => {
    const data = [comment(1), comment(2, { isDeleted: true, text: '', account: null })];
    const { client, asked } = clientOf(json({ total: 2, totalNotDeletedComments: 1, data }));
    const page = await client.comments.list('u', { count: 5, sort: '-totalReplies' });
    expect(asked()).toEqual(['GET /api/v1/videos/u/comment-threads?count=5&sort=-totalReplies']);
    expect(page.total).toBe(2);
    expect(page.data[0]?.account?.avatars[0]?.url).toBe(`${url}/lazy-static/avatars/a.png`);
    expect(page.data[1]).toMatchObject({ isDeleted: true, account: null });
  });

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

describe('player settings (PeerTube 8)', () => {
  it('are read and set for a video and for a channel', async () => {
    const { client, sent, asked } = clientOf(json({ theme: 'lucide' }));
    expect(await client.videos.playerSettings('u', { raw: true })).toEqual({ theme: 'lucide' });
    await client.videos.setPlayerSettings('u', { theme: 'channel-default' });
    await client.channels.playerSettings('news');
    await client.channels.setPlayerSettings('news', { theme: 'galaxy' });
    expect(asked()).toEqual([
      'GET /api/v1/player-settings/videos/u?raw=true',
      'PUT /api/v1/player-settings/videos/u',
      'GET /api/v1/player-settings/video-channels/news',
      'PUT /api/v1/player-settings/video-channels/news',
    ]);
    expect(sent[1]?.body).toBe('{"theme":"channel-default"}');
  });

  it('are not there before', async () => {
    const { client } = clientOf(unknownRoute());
    await expect(client.videos.playerSettings('u')).rejects.toMatchObject({ code: 'config/unsupported' });
  });
});

describe('sessions of the user (PeerTube 8)', () => {
  it('are listed and ended for the one who is signed in', async () => {
    const data = [{ id: 7, currentSession: true, loginDevice: 'Firefox', loginIP: '::1', loginDate: '2026-01-01' }];
    const me = { id: 3, videoChannels: [] };
    const { client, asked } = clientOf(({ url: { pathname } }) =>
      pathname.endsWith('/me') ? json(me) : json({ total: 1, data }),
    );
    expect((await client.account.sessions()).data).toEqual(data);
    await client.account.revokeSession(7);
    expect(asked()).toEqual([
      'GET /api/v1/users/me',
      'GET /api/v1/users/3/token-sessions',
      'POST /api/v1/users/3/token-sessions/7/revoke',
    ]);
  });
});

describe('a video that was read a moment ago', () => {
  it('is asked for anew by who waits until it is playable, and by who watches a live', async () => {
    const video = (state: number, isLive = false) =>
      json({ id: 1, uuid: 'u', isLive, viewers: 0, state: { id: state, label: '' }, streamingPlaylists: [] });
    const { client, asked } = clientOf(video(2), video(1), video(7), problem(404, 'gone'));
    const count = () => asked().filter((entry) => entry === 'GET /api/v1/videos/u').length;
    await client.videos.get('u');
    await client.videos.get('u');
    expect(count()).toBe(1);
    expect((await client.uploads.waitUntilPlayable('u')).id).toBe(1);
    expect(count()).toBe(2);
    for await (const status of client.live.watch('u', { socket: false })) expect(status.state).toBe('error');
    expect(count()).toBe(3);
  });
});

describe('a list of videos', () => {
  it('asks for announced lives and by the flags of a later PeerTube', async () => {
    const { client, asked } = clientOf(json({ total: 0, data: [] }));
    await client.videos.list({ isLive: true, includeScheduledLive: true, nsfwFlagsExcluded: 3 });
    expect(asked()).toEqual(['GET /api/v1/videos?isLive=true&includeScheduledLive=true&nsfwFlagsExcluded=3']);
  });
});
