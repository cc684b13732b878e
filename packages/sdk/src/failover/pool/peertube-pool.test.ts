import { seededRandom } from '@piyakast/testing';
import { describe, expect, it, vi } from 'vitest';
import { credentialsOf, fakeInstance } from '../../test-support/fake-instance.js';
import { unconfirmedUploadId } from '../unconfirmed/unconfirmed-uploads.js';
import { PeerTubePool } from './peertube-pool.js';

function twoInstances(weights: [number, number] = [1, 1]) {
  const one = fakeInstance({ url: 'http://one.test' });
  const two = fakeInstance({ url: 'http://two.test' });
  const settings = { retry: { limit: 0 } };
  const clients = [one.client(settings), two.client(settings)] as const;
  const random = seededRandom(1);
  const members = [
    { client: clients[0], weight: weights[0] },
    { client: clients[1], weight: weights[1] },
  ];
  return { one, two, clients, pool: new PeerTubePool(members, { clock: one.clock, random, downMs: 10_000 }) };
}

const version = (client: { config: { get(): Promise<{ serverVersion: string }> } }) => client.config.get();

describe('PeerTubePool (promise 75)', () => {
  it('spreads new videos by weight', async () => {
    const { pool, clients } = twoInstances([3, 1]);
    let first = 0;
    for (let video = 0; video < 400; video += 1) {
      const { client } = await pool.place(async (candidate) => candidate.url);
      if (client === clients[0]) first += 1;
    }
    expect(first).toBeGreaterThan(270);
    expect(first).toBeLessThan(330);
  });

  it('goes to the other instance while one is away, and back when it returns', async () => {
    const { pool, one, clients } = twoInstances([1_000, 1]);
    one.fake.faults.set({ down: true });
    const place = async () => (await pool.place(version)).client;
    expect(await place()).toBe(clients[1]);
    expect(pool.members.map(({ state }) => state)).toEqual(['down', 'up']);
    one.fake.faults.clear();
    await one.clock.advance(10_000);
    expect(await place()).toBe(clients[0]);
  });

  it('sends nothing new to an instance that is drained, and still reads from it', async () => {
    const { pool, clients } = twoInstances([1_000, 1]);
    await pool.remember('u', clients[0]);
    pool.drain('http://one.test');
    expect((await pool.place(version)).client).toBe(clients[1]);
    expect(await pool.read('u', async (client) => client.url)).toBe('http://one.test');
    pool.drain('http://one.test', false);
    expect((await pool.place(version)).client).toBe(clients[0]);
  });

  it('reads a video where it is, and elsewhere while that is away', async () => {
    const { pool, two, clients } = twoInstances();
    await pool.remember('u', clients[1]);
    const read = () => pool.read('u', async (client) => [client.url, await client.config.get({ fresh: true })][0]);
    expect(await read()).toBe('http://two.test');
    expect(await pool.clientOf('u')).toBe(clients[1]);
    two.fake.faults.set({ down: true });
    expect(await read()).toBe('http://one.test');
  });

  it('finds at once that an instance is back', async () => {
    const { pool, one, two } = twoInstances();
    one.fake.faults.set({ down: true });
    two.fake.faults.set({ down: true });
    await pool.check();
    await expect(pool.place(version)).rejects.toMatchObject({
      code: 'network/unreachable',
      message: 'No PeerTube instance of the pool can do this now. Try again later, or add an instance.',
    });
    one.fake.faults.clear();
    expect((await pool.check()).map(({ state }) => state)).toEqual(['up', 'down']);
    expect((await pool.place(version)).client.url).toBe('http://one.test');
  });

  it('passes a refusal of what is asked on, instead of trying elsewhere', async () => {
    const { pool, two } = twoInstances([1_000, 1]);
    const missing = pool.place((client) => client.videos.get('00000000-0000-4000-8000-000000000000'));
    await expect(missing).rejects.toMatchObject({ code: 'video/not-found' });
    expect(two.asked()).toEqual([]);
  });

  it('goes to the one that has a session, and says so when there is none', async () => {
    const { one, two, pool: signedOut } = twoInstances([1_000, 1]);
    const signedIn = await two.signedIn();
    const pool = new PeerTubePool([{ client: one.client(), weight: 1_000_000 }, signedIn]);
    expect((await pool.place((client) => client.account.me())).client).toBe(signedIn);
    expect(pool.members[0]?.state).toBe('up');
    await expect(signedOut.place((client) => client.account.me())).rejects.toMatchObject({
      code: 'auth/not-signed-in',
    });
  });

  it('has no address but those of its instances, and takes them as people write them', async () => {
    const { pool, clients } = twoInstances([1_000, 1]);
    pool.drain('http://one.test/');
    expect(pool.members[0]?.draining).toBe(true);
    expect((await pool.place(version)).client).toBe(clients[1]);
    const unknown = { code: 'config/invalid-option' };
    expect(() => pool.drain('http://three.test')).toThrow(expect.objectContaining(unknown));
    expect(() => pool.setWeight('http://three.test', 1)).toThrow(
      expect.objectContaining({
        ...unknown,
        message: 'The pool has no instance http://three.test. Its `members` tell which it has.',
      }),
    );
    pool.remove('http://one.test/');
    expect(pool.members.map(({ url }) => url)).toEqual(['http://two.test']);
  });

  it('changes the share of an instance while it runs', async () => {
    const { pool, clients } = twoInstances([1, 1]);
    pool.setWeight('http://one.test', 0);
    for (let video = 0; video < 20; video += 1) expect((await pool.place(version)).client).toBe(clients[1]);
    pool.setWeight('http://one.test', 1_000_000);
    expect((await pool.place(version)).client).toBe(clients[0]);
    expect(pool.members[0]?.weight).toBe(1_000_000);
    for (const weight of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => pool.setWeight('http://one.test', weight)).toThrow(
        expect.objectContaining({ message: 'The option "weight" must be a number of 0 or more.' }),
      );
    }
  });

  it('remembers what was placed, such as a live, and continues where there is room for one', async () => {
    const { one, two } = twoInstances();
    const clients = [await one.signedIn(), await two.signedIn()] as const;
    one.fake.features.live.maxUserLives = 0;
    const pool = new PeerTubePool([{ client: clients[0], weight: 1_000_000 }, clients[1]]);
    const place = () =>
      pool.place(async ({ live, channels }) => {
        const [channel] = await channels.list();
        return live.create({ name: 'A live', channelId: channel?.id ?? 0, privacy: 'public' });
      });
    const { client, result } = await place();
    expect(client).toBe(clients[1]);
    expect(await pool.clientOf(result.uuid)).toBe(clients[1]);
    expect(await pool.clientOf(result.shortUUID)).toBe(clients[1]);
    expect(pool.members[0]?.state).toBe('up');
    two.fake.features.live.enabled = false;
    await expect(place()).rejects.toMatchObject({ code: expect.stringMatching(/^live\/(limit-reached|disabled)$/) });
  });

  describe('read() of a video whose home is away or unknown', () => {
    async function withVideo() {
      const { one, two, pool, clients } = twoInstances();
      const owner = await two.signedIn();
      const [channel] = await owner.channels.list();
      const { uuid } = await owner.live.create({ name: 'A live', channelId: channel?.id ?? 0, privacy: 'public' });
      const read = () => pool.read(uuid, (client) => client.videos.get(uuid, { fresh: true }));
      return { one, two, pool, clients, uuid, read, owner, channelId: channel?.id ?? 0 };
    }
    const missing = '00000000-0000-4000-8000-000000000000';
    const get = (pool: PeerTubePool) => pool.read(missing, (client) => client.videos.get(missing));

    it('looks for it at every instance, and remembers the one where it lives', async () => {
      const { pool, clients, uuid, read } = await withVideo();
      expect((await read()).uuid).toBe(uuid);
      expect(await pool.clientOf(uuid)).toBe(clients[1]);
    });

    it('does not believe a stranger that says "not found" while its home is away', async () => {
      const { two, pool, clients, uuid, read } = await withVideo();
      await pool.remember(uuid, clients[1]);
      two.fake.faults.set({ down: true });
      clients[1].context.cache.invalidate('');
      await expect(read()).rejects.toMatchObject({ code: 'network/unreachable', retryable: true });
      // Marked as away by now, and still asked, after the others.
      two.fake.faults.clear();
      expect((await read()).uuid).toBe(uuid);
    });

    it('does not believe it either while the home is unknown and one is away', async () => {
      const { two, pool } = await withVideo();
      two.fake.faults.set({ down: true });
      await expect(get(pool)).rejects.toMatchObject({ code: 'network/unreachable' });
    });

    it('believes all of them together, and the home alone', async () => {
      const { one, pool, clients, asked } = await withVideo().then((all) => ({ ...all, asked: all.one.asked }));
      await expect(get(pool)).rejects.toMatchObject({ code: 'video/not-found' });
      await pool.remember(missing, clients[1]);
      const before = asked().length;
      await expect(get(pool)).rejects.toMatchObject({ code: 'video/not-found' });
      expect(asked().length).toBe(before);
      expect(one.fake.faults.current.down).toBe(false);
    });

    it('says that a video is private rather than that another does not know it', async () => {
      const { pool, owner, channelId } = await withVideo();
      const { uuid } = await owner.live.create({ name: 'Secret', channelId, privacy: 'private' });
      const read = pool.read(uuid, (client) => client.videos.get(uuid));
      await expect(read).rejects.toMatchObject({ code: 'video/private' });
    });
  });

  it('checks now and again until its signal aborts, and reports what changed', async () => {
    const { pool, one, two } = twoInstances();
    const stop = new AbortController();
    const changes: string[][] = [];
    const checking = pool.keepChecking({
      signal: stop.signal,
      everyMs: 10_000,
      onChange: (members) => changes.push(members.map(({ state }) => state)),
    });
    await one.clock.advance(30_000);
    expect(changes).toEqual([]);
    one.fake.faults.set({ down: true });
    await one.clock.advance(10_000);
    expect(changes).toEqual([['down', 'up']]);
    // It stays down between two rounds, though nothing else was asked of it.
    for (let second = 0; second < 60; second += 1) {
      await one.clock.advance(1_000);
      expect(pool.members[0]?.state).toBe('down');
    }
    one.fake.faults.clear();
    await one.clock.advance(10_000);
    expect(changes).toEqual([
      ['down', 'up'],
      ['up', 'up'],
    ]);
    stop.abort();
    await checking;
    const before = two.asked().length;
    await one.clock.advance(600_000);
    expect(two.asked().length).toBe(before);
  });

  it('reports what it could not settle, and continues', async () => {
    const { one, clients } = twoInstances();
    const unconfirmedUpload = {
      url: 'http://one.test',
      key: 'k',
      name: 'A film',
      sinceMs: 0,
      untilMs: one.clock.now() + 3_600_000,
    };
    const unconfirmed = new Map([[unconfirmedUploadId(unconfirmedUpload), unconfirmedUpload]]);
    const pool = new PeerTubePool([clients[0]], { clock: one.clock, unconfirmed });
    const stop = new AbortController();
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const checking = pool.keepChecking({ signal: stop.signal, everyMs: 10_000, onError });
    await vi.waitFor(() => expect(errors[0]).toMatchObject({ code: 'auth/not-signed-in' }));
    expect([...unconfirmed.values()]).toEqual([unconfirmedUpload]);
    await clients[0].auth.signIn(credentialsOf(one.fake));
    await one.clock.advance(3_700_000);
    await vi.waitFor(async () => {
      await one.clock.advance(10_000);
      expect([...unconfirmed.values()]).toEqual([]);
    });
    stop.abort();
    await checking;
  });
});
