import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.js';

describe('backoffMs()', () => {
  it('doubles up to its limit', () => {
    const waits = [0, 1, 2, 3, 4, 100].map((attempt) => backoffMs(attempt, { baseMs: 500, maxMs: 6_000, jitter: 0 }));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 6_000, 6_000]);
  });

  it('stays finite without a limit, however many attempts there were', () => {
    expect(backoffMs(10_000, { baseMs: 1, jitter: 0 })).toBe(1_024);
  });

  it.each([
    [1, 0, 1_000],
    [1, 0.75, 250],
    [0.5, 0, 1_000],
    [0.5, 0.5, 750],
    [undefined, 0.5, 750],
  ])('takes away at most the share %s: by chance %s it leaves %s of 1000 ms', (jitter, chance, expected) => {
    expect(backoffMs(1, { baseMs: 500, jitter, random: () => chance })).toBe(expected);
  });
});
