import { randomUUID } from 'node:crypto';
import { createRequestBudget, memoryTokenStore, type PeerTubeClient, systemClock } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createdVideos, instance, ownChannelId, signedIn } from './instance.js';

describe('requests to the real instance', () => {
  let client: PeerTubeClient;
  const asked: string[] = [];
  const statuses: number[] = [];
  const store = memoryTokenStore();
  const budget = createRequestBudget(systemClock);
  /** The next answer to a request of this method is lost on its way. */
  let lose: string | undefined;
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn({
      tokenStore: store,
      gates: [budget.gate],
      fetch: async (input, init) => {
        const method = init?.method ?? 'GET';
        asked.push(`${method} ${new URL(String(input)).pathname}`);
        const answer = await fetch(input, init);
        statuses.push(answer.status);
        if (method !== lose) return answer;
        lose = undefined;
        await answer.body?.cancel();
        throw new TypeError('fetch failed');
      },
    });
  });
  afterAll(() => created.removeAll());

  async function makeVideo(): Promise<string> {
    const name = `requests ${randomUUID()}`;
    const { uuid } = await client.live.create({ name, channelId: await ownChannelId(client), privacy: 'private' });
    created.add(uuid);
    return uuid;
  }

  it('learn the limit from the headers, and stay below it in a burst', async () => {
    // What the files before this one have used up is forgotten then.
    await systemClock.sleep(10_000);
    await Promise.all(Array.from({ length: 60 }, () => client.videos.list({ count: 1 })));
    expect(statuses).not.toContain(429);
    const answer = await fetch(`${instance.url}/api/v1/videos?count=1`);
    const limit = Number(answer.headers.get('x-ratelimit-limit'));
    const { available } = budget.state();
    expect(limit).toBeGreaterThan(0);
    expect(available).toBeLessThanOrEqual(Math.floor(limit * 0.9));
  });

  it('fail with the field that is wrong and the next step, without a repeat', async () => {
    const before = asked.length;
    await expect(client.videos.list({ sort: 'nonsense' })).rejects.toMatchObject({
      code: 'http/bad-request',
      route: 'GET /api/v1/videos',
      invalidParams: { sort: expect.any(String) },
      message: expect.stringMatching(/answered 400: sort: .+\. Correct the request\.$/),
    });
    expect(asked).toHaveLength(before + 1);
    await expect(client.videos.get(randomUUID())).rejects.toMatchObject({ code: 'video/not-found' });
    const unknown = client.context.http.json({ path: '/api/v1/there-is-no-such-route' });
    await expect(unknown).rejects.toMatchObject({ code: 'config/unsupported' });
    const page = client.context.http.json({ path: '/api/v2/config' });
    await expect(page).rejects.toMatchObject({ code: 'http/unexpected-body' });
  });

  it('take a deletion whose answer was lost for done', async () => {
    const uuid = await makeVideo();
    const before = statuses.length;
    lose = 'DELETE';
    await client.videos.delete(uuid);
    expect(statuses.slice(before)).toEqual([204, 404]);
  });

  it('make nothing twice when an answer is lost', async () => {
    const name = `requests ${randomUUID()}`;
    lose = 'POST';
    const live = client.live.create({ name, channelId: await ownChannelId(client), privacy: 'private' });
    await expect(live).rejects.toMatchObject({ code: 'network/unreachable', retryable: true });
    const { data } = await client.account.videos({ search: name });
    for (const { uuid } of data) created.add(uuid);
    expect(data.filter((video) => video.name === name)).toHaveLength(1);
  });

  it('are spared for what is kept, and show a change of our own at once', async () => {
    const uuid = await makeVideo();
    const description = `About ${randomUUID()}`;
    const before = asked.length;
    await Promise.all([client.config.get({ fresh: true }), client.config.get(), client.config.get()]);
    for (let read = 0; read < 3; read += 1) await Promise.all([client.videos.get(uuid), client.config.get()]);
    expect(asked.slice(before)).toEqual(['GET /api/v1/config', `GET /api/v1/videos/${uuid}`]);
    await client.videos.update(uuid, { description, commentsPolicy: 'disabled' });
    expect(await client.videos.get(uuid)).toMatchObject({ description, commentsPolicy: { id: 2 } });
    expect(client.cacheStats.hitRatio).toBeGreaterThan(0.5);
  });

  it('show a changed channel at once', async () => {
    const name = `c_${randomUUID().slice(0, 8)}`;
    await client.channels.create({ name, displayName: 'Of a test' });
    try {
      expect((await client.channels.list()).map((channel) => channel.name)).toContain(name);
      expect((await client.channels.get(name)).displayName).toBe('Of a test');
      await client.channels.update(name, { displayName: 'Renamed' });
      expect((await client.channels.get(name)).displayName).toBe('Renamed');
    } finally {
      await client.channels.delete(name);
    }
    expect((await client.channels.list()).map((channel) => channel.name)).not.toContain(name);
  });

  it('find out what the instance can do', async () => {
    const { serverVersion, live } = await client.config.get();
    expect(await client.supports('live')).toBe(live.enabled);
    const newer = ['embed-privacy', 'player-settings', 'token-sessions', 'comment-replies'] as const;
    const found = await Promise.all(newer.map((feature) => client.supports(feature)));
    if (Number(serverVersion.split('.')[0]) < 7) expect(found).toEqual([false, false, false, false]);
    expect(found.every((one) => typeof one === 'boolean')).toBe(true);
  });

  it('are summed up in a report without secrets', async () => {
    const report = await client.report();
    expect(report).toContain(`instance: ${instance.url}\n`);
    expect(report).toMatch(/reachable: yes, in \d+ ms\nversion: PeerTube \d+\.\d+/);
    expect(report).toContain('404 DELETE /api/v1/videos/:id');
    const tokens = await store.get();
    for (const secret of [tokens?.accessToken, tokens?.refreshToken, instance.password]) {
      expect(secret).toBeTruthy();
      expect(report).not.toContain(secret);
    }
  });
});
