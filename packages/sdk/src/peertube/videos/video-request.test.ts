import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { url } from '../../test-support/scripted-client.js';
import { json, problem, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

describe('reading a video', () => {
  it.each([
    [problem(401, 'Not authenticated'), 'video/private'],
    [problem(401, 'Token is invalid', 'unauthorized_request'), 'video/private'],
    [problem(401, '需要身份验证'), 'video/private'],
    [problem(401, '请提供密码', 'video_requires_password'), 'video/password-required'],
    [problem(403, 'Cannot fetch information of private/internal/blocked video'), 'video/private'],
    [problem(403, 'Please provide a password', 'video_requires_password'), 'video/password-required'],
    [problem(403, 'Incorrect video password', 'incorrect_video_password'), 'video/password-incorrect'],
    [problem(404, 'Video not found'), 'video/not-found'],
  ])('tells why it cannot be read (%#) (promise 8)', async (reply, code) => {
    const { fetch } = transcript(reply);
    await expect(new PeerTubeClient({ url, fetch }).videos.get('u')).rejects.toMatchObject({ code });
  });

  it('sends a password without the session, and keeps no such answer', async () => {
    const { fake, fetch, signedIn } = fakeInstance();
    const client = await signedIn();
    const seen: (string | null)[] = [];
    const watcher = new PeerTubeClient({
      url: fake.url,
      tokenStore: { get: async () => undefined, set: async () => undefined, delete: async () => undefined },
      fetch: (input, init) => {
        const request = new Request(input, init);
        seen.push(request.headers.get('x-peertube-video-password'), request.headers.get('authorization'));
        return fetch(request);
      },
    });
    await watcher.auth.signIn({
      username: fake.accounts[0]?.username ?? '',
      password: fake.accounts[0]?.password ?? '',
    });
    seen.length = 0;
    await watcher.videos.get('u', { password: 'open' }).catch(() => undefined);
    await watcher.videos.get('u', { password: 'open' }).catch(() => undefined);
    expect(seen).toEqual(['open', null, 'open', null]);
    expect(client.cacheStats.hits).toBe(0);
  });

  it('tells an unknown shape by field and route', async () => {
    const { fetch } = transcript(json({ id: 7 }));
    await expect(new PeerTubeClient({ url, fetch }).videos.get(7)).rejects.toMatchObject({
      code: 'http/unexpected-body',
      message: 'GET /api/v1/videos/:id answered without the string `uuid`. Check the address of the server.',
    });
  });
});
