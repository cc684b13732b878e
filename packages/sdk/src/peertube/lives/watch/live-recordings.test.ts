import { beforeAll, describe, expect, it } from 'vitest';
import { type RECORDED_LIVES, recordedLive } from '../../../test-support/recorded-live.js';
import type { LiveState } from './live-state.js';
import type { WatchLiveOptions } from './live-status.js';

const POLL_S = 5;

/** Every change of state with the second at which it was told. */
function follow(name: keyof typeof RECORDED_LIVES, options: WatchLiveOptions = {}) {
  const recording = recordedLive(name);
  const seen: [state: LiveState, atSeconds: number][] = [];
  const viewers: [viewers: number, atSeconds: number][] = [];
  const watching = recording.client.live.watch(7, { socket: recording.connect, ...options });
  const done = (async () => {
    for await (const status of watching) {
      if (seen.at(-1)?.[0] !== status.state) seen.push([status.state, recording.seconds()]);
      if (viewers.at(-1)?.[0] !== status.viewers) viewers.push([status.viewers, recording.seconds()]);
    }
  })();
  done.catch(() => undefined);
  return { ...recording, seen, viewers, watching, done, states: () => seen.map(([state]) => state) };
}

const after = (seen: [LiveState, number][], state: LiveState): number[] =>
  seen.filter(([one]) => one === state).map(([, at]) => at);

describe('watchLive() on the recordings of a real PeerTube 6.3.0 (promises 19, 20, 22)', () => {
  // Loaded on demand; the clock of these tests waits for nobody.
  beforeAll(async () => {
    await import('./follow-live.js');
  });

  it.each([
    ['with its notifications', {}],
    ['by polling alone', { socket: false } as const],
  ])('follows the normal live with a replay %s', async (_how, options) => {
    const { clock, done, seen, states, viewers, open } = follow('normal+replay', options);
    await clock.advance(400_000);
    await done;
    expect(states()).toEqual(['waiting', 'live', 'ended', 'replay-processing', 'replay-ready']);
    const [live = 0] = after(seen, 'live');
    // The database knows at 8.9 s; the notification comes at 24.6 s, and the playlist was listed from 2.4 s.
    expect(live).toBeGreaterThanOrEqual(8.9);
    expect(live).toBeLessThanOrEqual(8.9 + POLL_S);
    const [ready = 0] = after(seen, 'replay-ready');
    expect(ready).toBeGreaterThanOrEqual(342.3);
    expect(ready).toBeLessThanOrEqual(342.3 + POLL_S);
    if (!('socket' in options)) expect(viewers).toContainEqual([1, 12.2]);
    expect(open()).toBe(0);
  });

  it('is not misled by the notification of the beginning that comes after the end', async () => {
    const { clock, done, seen, states } = follow('normal, no replay', { pollMs: 60_000 });
    await clock.advance(120_000);
    await done;
    // Polled once a minute, so only notifications move it: 5 at 23.6 s, before the database says so, and 1 at 24.5 s.
    expect(states()).toEqual(['waiting', 'live', 'ended']);
    expect(after(seen, 'ended')).toEqual([24.5]);
  });

  it('does not take the playlist that stays five minutes for a broadcast', async () => {
    const { clock, done, states } = follow('normal, no replay');
    await clock.advance(400_000);
    await done;
    expect(states()).toEqual(['waiting', 'live', 'ended']);
  });

  it('follows both broadcasts of the permanent live, force-end before the second, and its deletion', async () => {
    const { clock, done, seen, states, open } = follow('permanent+replay');
    await clock.advance(360_000);
    // The second came 14 s after the first, so it was never offline for its viewers.
    expect(states()).toEqual(['waiting', 'live', 'interrupted', 'live', 'interrupted']);
    const [first = 0, second = 0] = after(seen, 'live');
    expect(first).toBeLessThanOrEqual(5.3 + POLL_S);
    expect(second).toBeGreaterThanOrEqual(47.8);
    expect(second).toBeLessThanOrEqual(47.8 + POLL_S);
    expect(open()).toBe(1);
    await clock.advance(60_000);
    await expect(done).rejects.toMatchObject({ name: 'LiveError', code: 'live/not-found' });
    expect(open()).toBe(0);
  });

  it('closes the connection and lets go of its timers when the loop is left', async () => {
    const { client, clock, connect, open } = recordedLive('permanent+replay');
    const asked: number[] = [];
    const watching = client.live.watch(7, { socket: connect });
    await watching.next();
    const pending = watching.next();
    await clock.advance(0);
    expect(open()).toBe(1);
    // Nothing has changed, so this one waits; a generator of its own would not hear of `return` meanwhile.
    await watching.return();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(open()).toBe(0);
    const before = client.cacheStats.misses;
    await clock.advance(120_000);
    asked.push(client.cacheStats.misses - before);
    expect(asked).toEqual([0]);
  });
});
