import { describe, expect, it } from 'vitest';
import { singleFlight } from './single-flight.js';

describe('singleFlight()', () => {
  it('runs once for calls at the same time, and again afterwards', async () => {
    let runs = 0;
    const next = singleFlight(async () => ++runs);
    expect(await Promise.all([next(), next(), next()])).toEqual([1, 1, 1]);
    expect(await next()).toBe(2);
  });

  it('shares a failure, and does not keep it', async () => {
    let runs = 0;
    const next = singleFlight(async () => {
      runs += 1;
      if (runs === 1) throw new Error('away');
      return runs;
    });
    const results = await Promise.allSettled([next(), next()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await next()).toBe(2);
  });
});
