import { describe, expect, it } from 'vitest';
import { createKnown } from './known.js';

const counted = () => {
  let loads = 0;
  return { load: async () => ++loads, loads: () => loads };
};

describe('createKnown()', () => {
  it('asks once for all who ask at the same time, and for a second', async () => {
    let nowMs = 0;
    const hits: boolean[] = [];
    const known = createKnown({ now: () => nowMs, onRead: (isHit) => hits.push(isHit) });
    const { load } = counted();
    expect(await Promise.all([known.read('a', load), known.read('a', load)])).toEqual([1, 1]);
    nowMs = 999;
    expect(await known.read('a', load)).toBe(1);
    nowMs = 1000;
    expect(await known.read('a', load)).toBe(2);
    expect(hits).toEqual([false, true, true, false]);
  });

  it('forgets with a row what is made of several, and keeps the other rows', async () => {
    const known = createKnown();
    const [a, b, list] = [counted(), counted(), counted()];
    const all = async () => [
      await known.row('a', a.load),
      await known.row('b', b.load),
      await known.read('list', list.load),
    ];
    expect(await all()).toEqual([1, 1, 1]);
    known.forget('a');
    expect(await all()).toEqual([2, 1, 2]);
    known.forget();
    expect(await all()).toEqual([3, 2, 3]);
  });

  it('keeps nothing that changed while it was being read', async () => {
    const known = createKnown();
    let finish: (value: string) => void = () => undefined;
    const old = known.row('a', () => new Promise<string>((resolve) => (finish = resolve)));
    known.forget('a');
    const fresh = known.row('a', async () => 'new');
    finish('old');
    expect([await old, await fresh, await known.row('a', async () => 'newer')]).toEqual(['old', 'new', 'new']);
  });

  it('keeps no failure', async () => {
    const known = createKnown();
    await expect(known.read('a', async () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await known.read('a', async () => 'there')).toBe('there');
  });

  it('never grows without an end', async () => {
    const known = createKnown();
    for (let at = 0; at < 2001; at++) await known.read(`key ${at}`, async () => at);
    const { load, loads } = counted();
    await known.read('key 2000', load);
    expect(loads()).toBe(0);
    await known.read('key 0', load);
    expect(loads()).toBe(1);
  });
});
