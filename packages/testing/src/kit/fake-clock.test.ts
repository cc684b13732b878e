import { describe, expect, it } from 'vitest';
import { createFakeClock, createInstantClock } from './fake-clock.js';

describe('createFakeClock()', () => {
  it('wakes sleepers at their times, in order, with the sleeps that they begin', async () => {
    const clock = createFakeClock(0);
    const woken: [string, number][] = [];
    const sleep = async (name: string, ms: number, then?: number) => {
      await clock.sleep(ms);
      woken.push([name, clock.now()]);
      if (then !== undefined) await sleep(`${name} again`, then);
    };
    void sleep('late', 300);
    void sleep('early', 100, 150);
    void sleep('never', 1000);
    await clock.advance(300);
    expect(woken).toEqual([
      ['early', 100],
      ['early again', 250],
      ['late', 300],
    ]);
    expect(clock.sleepers).toBe(1);
    expect(clock.now()).toBe(300);
  });

  it('rejects with the reason of the signal, before and during the sleep, and keeps no sleeper', async () => {
    const clock = createFakeClock();
    const reason = new Error('stopped');
    await expect(clock.sleep(1, AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const asleep = clock.sleep(1, controller.signal);
    controller.abort(reason);
    await expect(asleep).rejects.toBe(reason);
    expect(clock.sleepers).toBe(0);
  });

  it('lets I/O that is due settle before time moves', async () => {
    const clock = createFakeClock(0);
    let at = -1;
    const work = async () => {
      await new Response('a body').arrayBuffer();
      await clock.sleep(10);
      at = clock.now();
    };
    void work();
    await clock.advance(10);
    expect(at).toBe(10);
  });
});

describe('createInstantClock()', () => {
  it('moves by every sleep and records it', async () => {
    const clock = createInstantClock(0);
    await clock.sleep(500);
    clock.advance(1);
    await clock.sleep(20);
    expect([clock.now(), clock.sleeps]).toEqual([521, [500, 20]]);
    await expect(clock.sleep(1, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(clock.now()).toBe(521);
  });
});
