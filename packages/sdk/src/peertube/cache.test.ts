import { describe, expect, it } from 'vitest';
import { NetworkError } from '../errors/network-error.js';
import { createFakeClock } from '../test-support/fake-clock.js';
import { fakeInstance } from '../test-support/fake-instance.js';
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
});
