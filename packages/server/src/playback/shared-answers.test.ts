import { describe, expect, it } from 'vitest';
import { sharedAnswers } from './shared-answers.js';

describe('sharedAnswers()', () => {
  it('asks once for all who ask within the time, and anew after it', async () => {
    let nowMs = 0;
    let asked = 0;
    const ask = sharedAnswers(
      async (key) => `${key} ${++asked}`,
      () => 100,
      () => nowMs,
    );
    expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['a 1', 'a 1', 'b 2']);
    nowMs = 99;
    expect(await ask('a')).toBe('a 1');
    nowMs = 100;
    expect(await ask('a')).toBe('a 3');
  });

  it('keeps each answer for as long as its value allows', async () => {
    let nowMs = 0;
    let asked = 0;
    const ask = sharedAnswers(
      async () => ++asked,
      (value) => (value === 1 ? 0 : 50),
      () => nowMs,
    );
    expect(await ask('a')).toBe(1);
    expect(await ask('a')).toBe(2);
    nowMs = 49;
    expect(await ask('a')).toBe(2);
  });

  it('asks anew for a caller to whom a kept answer was of no use, and answers many such callers at once', async () => {
    let nowMs = 0;
    let asked = 0;
    const ask = sharedAnswers(
      async () => ++asked,
      () => 10_000,
      () => nowMs,
    );
    expect(await ask('a')).toBe(1);
    nowMs = 2000;
    expect(await ask('a')).toBe(1);
    expect(await Promise.all([ask('a', { fresh: true }), ask('a', { fresh: true })])).toEqual([2, 2]);
    nowMs = 2900;
    expect(await ask('a', { fresh: true })).toBe(2);
    expect(await ask('a')).toBe(2);
  });

  it('keeps no failure', async () => {
    let asked = 0;
    const ask = sharedAnswers(
      async () => {
        if (++asked === 1) throw new Error('down');
        return 'up';
      },
      () => 100,
      () => 0,
    );
    await expect(ask('a')).rejects.toThrow('down');
    expect(await ask('a')).toBe('up');
  });
});
