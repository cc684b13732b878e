import { createFakeClock } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../errors/network-error.js';
import { fakeInstance } from '../../test-support/fake-instance.js';
import type { PeerTubeClient } from '../client/peertube-client.js';
import { createCache } from './cache.js';

describe('createCache() (promise 55)', () => {
  const away = new NetworkError('away', { code: 'network/unreachable', retryable: true });

  it('asks once for all who ask at once, and again after its time', async () => {
    const clock = createFakeClock();
    const cache = createCache({ clock });
    let loads = 0;
    const ask = () => cache.get('key', 1_000, async () => (loads += 1), {});
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    await clock.advance(999);
    expect(await ask()).toBe(1);
    await clock.advance(1);
    expect(await ask()).toBe(2);
    expect(cache.stats()).toEqual({ hits: 3, misses: 2, stale: 0, hitRatio: 0.6 });
  });

  it('gives the old answer while the server is away, but not after a refusal', async () => {
    const clock = createFakeClock();
    const cache = createCache({ clock });
    const fail = (error: Error) => () => Promise.reject(error);
    await cache.get('key', 1_000, async () => 'old', {});
    await clock.advance(2_000);
    expect(await cache.get('key', 1_000, fail(away), {})).toBe('old');
    expect(cache.stats().stale).toBe(1);
    await expect(cache.get('key', 1_000, fail(new Error('gone')), {})).rejects.toThrow('gone');
    await expect(cache.get('key', 1_000, fail(away), {})).rejects.toBe(away);
  });

  it('does not keep an answer that was on its way when a write forgot it', async () => {
    const cache = createCache({ clock: createFakeClock() });
    let answer: (value: string) => void = () => undefined;
    const slow = cache.get('video:1', 1_000, () => new Promise<string>((resolve) => (answer = resolve)), {});
    cache.invalidate('video:');
    answer('before the write');
    await slow;
    expect(await cache.get('video:1', 1_000, async () => 'after the write', {})).toBe('after the write');
  });

  it('lets one caller leave without ending the request of the others', async () => {
    const cache = createCache({ clock: createFakeClock() });
    const abort = new AbortController();
    let answer: (value: string) => void = () => undefined;
    const load = () => new Promise<string>((resolve) => (answer = resolve));
    const one = cache.get('key', 1_000, load, { signal: abort.signal });
    const two = cache.get('key', 1_000, load, {});
    abort.abort(new Error('left'));
    await expect(one).rejects.toThrow('left');
    answer('here');
    expect(await two).toBe('here');
  });
});

describe('what a client keeps', () => {
  it('looks up the own channels once for ten uploads (promise 56)', async () => {
    const { signedIn, asked } = fakeInstance();
    const client = await signedIn();
    for (let upload = 0; upload < 10; upload += 1) await client.channels.list();
    expect(asked().filter((entry) => entry === 'GET /api/v1/users/me')).toHaveLength(1);
    expect(client.cacheStats.hitRatio).toBe(0.9);
  });

  it('shows an edit at once, and another user nothing of the first (promise 55)', async () => {
    const { signedIn, fake } = fakeInstance();
    const client = await signedIn();
    const [channel] = await client.channels.list();
    const name = channel?.name ?? '';
    expect((await client.channels.get(name)).description).toBeNull();
    await client.channels.update(name, { description: 'About it' });
    expect((await client.channels.get(name)).description).toBe('About it');
    const other = fake.addAccount();
    await client.auth.signIn({ username: other.username, password: other.password });
    expect((await client.account.me()).username).toBe(other.username);
  });

  it('asks once for what does not change: configuration, lists, a channel, a video (promise 55)', async () => {
    const { signedIn, asked } = fakeInstance();
    const client = await signedIn();
    const [channel] = await client.channels.list();
    const uuid = await makeVideo(client);
    const before = asked().length;
    const reads = [
      () => client.config.get(),
      () => client.config.categories(),
      () => client.config.licences(),
      () => client.config.languages(),
      () => client.channels.get(channel?.name ?? ''),
      () => client.videos.get(uuid),
    ];
    for (const read of reads) await Promise.all([read(), read(), read()]);
    for (const read of reads) await read();
    expect(new Set(asked().slice(before)).size).toBe(asked().length - before);
    expect(asked().length - before).toBeLessThanOrEqual(reads.length);
  });

  it('gives no old answer to who wants a fresh one', async () => {
    const { fake, client: make } = fakeInstance();
    const client = make({ retry: { limit: 0 } });
    await client.config.get();
    fake.faults.set({ down: true });
    await expect(client.config.get({ fresh: true })).rejects.toMatchObject({ code: 'network/unreachable' });
    expect((await client.config.get()).serverVersion).toBeDefined();
  });

  it('gives the old answer while the instance fails, and says so (promise 55)', async () => {
    const { fake, clock, client: make } = fakeInstance();
    const client = make({ retry: { limit: 0 } });
    const name = fake.accounts[0]?.channelName ?? '';
    await client.channels.get(name);
    await client.config.get();
    await clock.advance(6 * 60_000);
    fake.faults.set({ down: true });
    expect((await client.channels.get(name)).name).toBe(name);
    expect((await client.config.get()).serverVersion).toBe('6.3.0');
    expect(client.cacheStats.stale).toBe(2);
    await clock.advance(10 * 60_000);
    await expect(client.config.get()).rejects.toMatchObject({ retryable: true });
  });
});

/** A video to read; a live is the quickest to make. */
const makeVideo = async (client: PeerTubeClient): Promise<string> => {
  const [channel] = await client.channels.list();
  return (await client.live.create({ name: 'A live', channelId: channel?.id ?? 0, privacy: 'public' })).uuid;
};

describe('our own writes', () => {
  type Ids = { client: PeerTubeClient; uuid: string; name: string };
  const png = new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], { type: 'image/png' });
  const writes: [string, (ids: Ids) => Promise<unknown>][] = [
    ['videos.update', ({ client, uuid }) => client.videos.update(uuid, { name: 'Another name' })],
    ['videos.rate', ({ client, uuid }) => client.videos.rate(uuid, 'like')],
    ['videos.setPasswords', ({ client, uuid }) => client.videos.setPasswords(uuid, ['open sesame'])],
    ['videos.setEmbedPrivacy', ({ client, uuid }) => client.videos.setEmbedPrivacy(uuid, { policy: 1, domains: [] })],
    ['videos.delete', ({ client, uuid }) => client.videos.delete(uuid)],
    ['channels.update', ({ client, name }) => client.channels.update(name, { displayName: 'Renamed' })],
    ['channels.setAvatar', ({ client, name }) => client.channels.setAvatar(name, png)],
    ['channels.delete', ({ client, name }) => client.channels.delete(name)],
  ];

  it.each(writes)('%s forgets the video and what shows it, also when its answer is lost', async (_name, write) => {
    const { fetch, signedIn, asked, fake } = fakeInstance();
    let isLost = false;
    const client = await signedIn({
      retry: { limit: 0 },
      fetch: async (input, init) => {
        const answer = await fetch(input, init);
        if (isLost && init?.method !== 'GET') throw new TypeError('fetch failed');
        return answer;
      },
    });
    const uuid = await makeVideo(client);
    const name = fake.accounts[0]?.channelName ?? '';
    await client.videos.get(uuid);
    isLost = true;
    await expect(write({ client, uuid, name })).rejects.toMatchObject({ code: 'network/unreachable' });
    const before = asked().length;
    await client.videos.get(uuid).catch(() => undefined);
    expect(asked().slice(before)).toEqual([`GET /api/v1/videos/${uuid}`]);
  });

  it('on a channel forget it and the own list', async () => {
    const { signedIn, asked, fake } = fakeInstance();
    const client = await signedIn();
    const name = fake.accounts[0]?.channelName ?? '';
    const changes = [
      () => client.channels.update(name, { displayName: 'Renamed' }),
      () => client.channels.create({ name: 'another', displayName: 'Another' }),
      () => client.channels.delete('another'),
    ];
    for (const change of changes) {
      await Promise.all([client.channels.get(name), client.channels.list()]);
      await change();
      const before = asked().length;
      await client.channels.get(name);
      await client.channels.list();
      expect(asked().slice(before)).toEqual([`GET /api/v1/video-channels/${name}`, 'GET /api/v1/users/me']);
    }
  });
});
