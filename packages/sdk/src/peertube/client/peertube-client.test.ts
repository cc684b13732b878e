import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConfigError } from '../../errors/config-error.js';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { json, problem, type Reply, transcript, unreachable } from '../../test-support/transcript.js';
import { PeerTubeClient } from './peertube-client.js';

const url = 'https://video.example';

describe('channels', () => {
  it('makes, changes and deletes a channel, and tells a taken name', async () => {
    const { signedIn } = fakeInstance();
    const { channels } = await signedIn();
    const { id } = await channels.create({ name: 'second', displayName: 'Second' });
    expect((await channels.list()).map((channel) => channel.id)).toContain(id);
    await channels.update('second', { displayName: 'Renamed' });
    expect((await channels.get('second')).displayName).toBe('Renamed');
    await channels.delete('second');
    await expect(channels.get('second')).rejects.toMatchObject({ code: 'channel/not-found' });
    await expect(channels.create({ name: 'second', displayName: 'Again' })).rejects.toMatchObject({
      code: 'channel/name-taken',
    });
  });
});

describe('configuration', () => {
  it('reads categories by id, as the instance numbers them (promise 7)', async () => {
    const { client } = fakeInstance({ features: { categories: { 101: 'K-Pop', 102: 'K-Drama' } } });
    expect(await client().config.categories()).toEqual({ 101: 'K-Pop', 102: 'K-Drama' });
  });

  it('knows what an instance can do by its configuration, and by asking a route that it may not have', async () => {
    const { client } = fakeInstance({ features: { live: { allowReplay: false } } });
    const { supports } = client();
    expect(supports).toBeTypeOf('function');
    const six = client();
    expect(await six.supports('live')).toBe(true);
    expect(await six.supports('live-replay')).toBe(false);
    expect(await six.supports('live-schedules')).toBe(false);
    expect(await six.supports('embed-privacy')).toBe(false);
    expect(await six.videos.isEmbedAllowed('u', 'site.example')).toBe(true);
  });

  it('asks an older instance for no route that only newer ones have, and each route once', async () => {
    const routes = ['embed-privacy', 'player-settings', 'token-sessions', 'comment-replies'] as const;
    const versions: [string, number][] = [
      ['6.0.0', 0],
      ['7.1.1', 0],
      ['8.2.3', 3],
      ['8.3.0-rc.1', 4],
      ['9.0.0', 4],
      ['my-own-build', 4],
    ];
    for (const [serverVersion, probes] of versions) {
      const { fetch, sent } = transcript(({ url: { pathname } }) =>
        pathname === '/api/v1/config' ? json({ serverVersion }) : problem(404, 'Video not found'),
      );
      const client = new PeerTubeClient({ url, fetch });
      for (const feature of [...routes, ...routes])
        expect(await client.supports(feature)).toBe(probes > 0 && (probes === 4 || feature !== 'comment-replies'));
      expect(sent, serverVersion).toHaveLength(1 + probes);
      expect(await client.supports('live')).toBe(false);
    }
  });

  it('believes the route, not the version: a fork may lack it, and a refusal shows that it is there', async () => {
    const answers: [Reply, boolean][] = [
      [new Response('', { status: 400, headers: { 'content-type': 'application/json' } }), false],
      [new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }), false],
      [problem(401, 'Token is invalid', 'unauthorized_request'), true],
      [problem(400, 'Incorrect request parameters: domain'), true],
      [json({ domainAllowed: true }), true],
    ];
    for (const [answer, expected] of answers) {
      const { fetch } = transcript(json({ serverVersion: '8.2.3' }), answer);
      expect(await new PeerTubeClient({ url, fetch }).supports('embed-privacy')).toBe(expected);
    }
    const { fetch } = transcript(json({ serverVersion: '8.2.3' }), unreachable());
    const away = new PeerTubeClient({ url, fetch, retry: { limit: 0 } });
    await expect(away.supports('embed-privacy')).rejects.toMatchObject({ code: 'network/unreachable' });
  });

  it('finds the features of PeerTube 8', async () => {
    const { fetch } = transcript(({ url: { pathname } }) => {
      if (pathname === '/api/v1/config')
        return json({ serverVersion: '8.1.0', live: { enabled: true, dvr: { maxWindow: 600 } } });
      return problem(404, 'Video not found');
    });
    const eight = new PeerTubeClient({ url, fetch });
    expect(await eight.supports('live-schedules')).toBe(true);
    expect(await eight.supports('live-dvr')).toBe(true);
    expect(await eight.supports('embed-privacy')).toBe(true);
  });
});

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

describe('views', () => {
  it('sends whole seconds within the video', async () => {
    const { fetch, sent } = transcript(new Response(null, { status: 204 }));
    const { views } = new PeerTubeClient({ url, fetch });
    await views.send('u', { currentTime: 2.7 });
    await views.send('u', { currentTime: 61.5, duration: 60, event: 'seek', sessionId: 's' });
    await views.send('u', { currentTime: -1 });
    expect(sent.map(({ body }) => JSON.parse(body))).toEqual([
      { currentTime: 2 },
      { currentTime: 60, viewEvent: 'seek', sessionId: 's' },
      { currentTime: 0 },
    ]);
  });

  it('reports while it plays, as often as the instance asks, and once more at the end', async () => {
    const { clock, fake, client, asked } = fakeInstance();
    const viewer = client();
    let position: number | undefined;
    const viewing = viewer.views.start('u', { position: () => position, duration: 60 });
    await clock.advance(12_000);
    const views = () => asked().filter((entry) => entry.endsWith('/views')).length;
    expect(views()).toBe(0);
    position = 3;
    await clock.advance(10_000);
    expect(views()).toBe(2);
    await viewing.stop().catch(() => undefined);
    await clock.advance(60_000);
    expect(views()).toBe(3);
    expect(fake.log.since().length).toBeGreaterThan(3);
  });
});

describe('startViewing() on a page without TLS', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('makes the id of its session without crypto.randomUUID, another one each time', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const { fetch, sent } = transcript(({ url: { pathname } }) =>
      pathname.endsWith('/config')
        ? json({ serverVersion: '6.3.0', views: { videos: { watchingInterval: { anonymous: 5_000 } } } })
        : new Response(null, { status: 204 }),
    );
    const { views } = new PeerTubeClient({ url, fetch });
    for (let time = 0; time < 2; time += 1) await views.start('u', { position: () => 3 }).stop();
    const ids = sent.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body).sessionId]));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('oEmbed', () => {
  it('asks with a watch address, as PeerTube refuses embed addresses', async () => {
    const { fetch, sent } = transcript(json({ type: 'video' }));
    const { videos } = new PeerTubeClient({ url, fetch });
    await videos.oEmbed(`${url}/videos/embed/gRjscAKWouefiE5Tmt8MeC?api=1`);
    await videos.oEmbed(`${url}/video-playlists/embed/gRjscAKWouefiE5Tmt8MeC`);
    expect(sent.map((request) => request.url.searchParams.get('url'))).toEqual([
      `${url}/w/gRjscAKWouefiE5Tmt8MeC`,
      `${url}/w/p/gRjscAKWouefiE5Tmt8MeC`,
    ]);
  });
});

describe('following', () => {
  it('follows and unfollows a channel of another instance by its handle', async () => {
    const { fetch, sent } = transcript(new Response(null, { status: 204 }));
    const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs: Date.now() + 600_000, refreshExpiresAtMs: 0 };
    const tokenStore = { get: async () => tokens, set: async () => undefined, delete: async () => undefined };
    const { federation } = new PeerTubeClient({ url, fetch, tokenStore });
    await federation.follow('@news@remote.example');
    await federation.unfollow('news@remote.example');
    expect(sent.map(({ method, url: { pathname }, body }) => [method, pathname, body])).toEqual([
      ['POST', '/api/v1/users/me/subscriptions', '{"uri":"news@remote.example"}'],
      ['DELETE', '/api/v1/users/me/subscriptions/news%40remote.example', ''],
    ]);
  });
});

describe('report() (promises 61, 64)', () => {
  it('names what fails, without anything of the session', async () => {
    const { clock, fake, signedIn } = fakeInstance();
    const client = await signedIn({ retry: { limit: 0 } });
    await client.videos.get('00000000-0000-4000-8000-000000000000').catch(() => undefined);
    const healthy = await client.report();
    expect(healthy).toContain(`instance: ${fake.url}\n`);
    expect(healthy).toContain('version: PeerTube 6.3.0, live on');
    expect(healthy).toContain('session: signed in');
    expect(healthy).toContain('404 GET /api/v1/videos/:id');
    fake.faults.set({ down: true });
    await clock.advance(400_000);
    const away = await client.report();
    expect(away).toContain('reachable: network/unreachable');
    expect(away).toContain('version: PeerTube 6.3.0');
  });

  it('is made also of an instance that answers strangely, and of tokens that cannot be read', async () => {
    const { fetch } = transcript(json({ serverVersion: 'strange' }));
    const get = () =>
      Promise.reject(new ConfigError('The token file cannot be decrypted.', { code: 'config/invalid-option' }));
    const tokenStore = { get, set: async () => undefined, delete: async () => undefined };
    const report = await new PeerTubeClient({ url, fetch, tokenStore }).report();
    expect(report).toContain('version: PeerTube strange, live unknown, HLS unknown');
    expect(report).toContain('session: config/invalid-option (The token file cannot be decrypted.)');
  });
});
