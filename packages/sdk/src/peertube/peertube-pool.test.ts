import { seededRandom } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../test-support/fake-instance.js';
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
    await expect(read()).resolves.toBe('http://two.test');
    clients[1].context.cache.invalidate('');
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

  it('passes a refusal on instead of trying elsewhere', async () => {
    const { pool, two } = twoInstances([1_000, 1]);
    await expect(pool.place((client) => client.account.me())).rejects.toMatchObject({ code: 'auth/not-signed-in' });
    expect(two.asked()).toEqual([]);
  });
});
