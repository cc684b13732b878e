import { describe, expect, it } from 'vitest';
import { createLog } from '../log.js';
import { createRateLimiter, type Hits } from './rate-limiter.js';

const log = createLog({ level: 'silent' });
const MINUTE = 60_000;

/** A table that two servers share. */
function table() {
  const sums = new Map<string, number>();
  return async (hits: readonly Hits[]): Promise<Hits[]> =>
    hits.map(({ name, minute, hits: own }) => {
      const sum = (sums.get(`${name} ${minute}`) ?? 0) + own;
      sums.set(`${name} ${minute}`, sum);
      return { name, minute, hits: sum };
    });
}

describe('createRateLimiter()', () => {
  it('refuses what is too much within a minute, says for how long, and begins anew in the next', () => {
    let nowMs = 10 * MINUTE + 45_000;
    const { hit } = createRateLimiter({ log, now: () => nowMs });
    expect([hit('alice', 2), hit('alice', 2), hit('alice', 2)]).toEqual([undefined, undefined, 15]);
    expect(hit('bob', 2)).toBeUndefined();
    nowMs += 15_000;
    expect(hit('alice', 2)).toBeUndefined();
  });

  it('knows no limit of 0', () => {
    const { hit } = createRateLimiter({ log });
    expect(Array.from({ length: 1000 }, () => hit('alice', 0)).every((wait) => wait === undefined)).toBe(true);
  });

  it('counts what other servers allowed, and nothing twice', async () => {
    const shareHits = table();
    const nowMs = () => 10 * MINUTE;
    const [one, two] = [0, 1].map(() => createRateLimiter({ shareHits, log, now: nowMs })) as [
      ReturnType<typeof createRateLimiter>,
      ReturnType<typeof createRateLimiter>,
    ];
    for (let count = 0; count < 3; count++)
      expect([one.hit('alice', 6), two.hit('alice', 6)]).toEqual([undefined, undefined]);
    for (let round = 0; round < 3; round++) for (const server of [one, two]) await server.share();
    expect(two.hit('alice', 6)).toBe(60);
    // The first hears of it with its next own request.
    expect(one.hit('alice', 7)).toBeUndefined();
    await one.share();
    expect(one.hit('alice', 7)).toBe(60);
    for (const server of [one, two]) server.stop();
  });

  it('keeps a bounded number of names', () => {
    const { hit } = createRateLimiter({ log, now: () => 0 });
    for (let address = 0; address < 50_010; address++) hit(`address ${address}`, 5);
    expect(hit('one more', 5)).toBe(60);
    expect(hit('address 1', 5)).toBeUndefined();
  });
});
