import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../kit/fake-clock.js';
import { signedIn } from '../../test-support/signed-in.js';
import { RateLimits } from './rate-limits.js';

describe('RateLimits', () => {
  it('counts down in a fixed window, for each name apart, and begins again after it', async () => {
    const clock = createFakeClock(0);
    const limits = new RateLimits();
    const take = (name: string) => limits.take(name, { max: 2, windowMs: 10_000 }, clock);
    expect([take('a'), take('a'), take('a')].map(({ remaining, reached }) => [remaining, reached])).toEqual([
      [1, false],
      [0, false],
      [0, true],
    ]);
    await clock.advance(4000);
    expect(take('a')).toMatchObject({ retryAfterS: 6, resetAtS: 10 });
    expect(take('b').reached).toBe(false);
    await clock.advance(6000);
    expect(take('a').reached).toBe(false);
  });
});

describe('a reached limit', () => {
  it('is 429 as HTML with Retry-After, for each address, and lets staff pass', async () => {
    const features = { rateLimit: { api: { max: 3, windowMs: 10_000 } } };
    const { fake, ask, mine } = await signedIn({ features });
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    for (let turn = 0; turn < 3; turn += 1) await ask('/api/v1/config', from('203.0.113.1'));
    const refused = await ask('/api/v1/config', from('203.0.113.1'));
    expect(refused).toMatchObject({ status: 429, type: 'text/html; charset=utf-8' });
    expect((await ask('/api/v1/config', from('203.0.113.2'))).status).toBe(200);
    for (const user of fake.state.users) user.role = 0;
    const passed = await mine.call('/api/v1/config', from('203.0.113.1'));
    expect([passed.status, passed.headers.get('retry-after')]).toEqual([200, '10']);
  });
});
