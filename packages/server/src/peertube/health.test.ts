import { NetworkError } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import { createLog } from '../log.js';
import { createHealth } from './health.js';

/** A clock that only moves when it is told to. */
function turnableClock() {
  let now = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    turn(ms: number) {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.at > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    get sleeping() {
      return sleepers.size;
    },
  };
}

const NO_LIVES = { enabled: false, replay: false, latency: false, schedules: false, maxDvrSeconds: 0 };

describe('createHealth()', () => {
  it('looks every few seconds while PeerTube is down, and tells its return once (promise 42)', async () => {
    const clock = turnableClock();
    let up = true;
    let probes = 0;
    const gateway = {
      url: 'https://video.example',
      probe: async () => {
        probes++;
        if (!up) throw new NetworkError('No answer.', { code: 'network/unreachable', retryable: true });
        return { version: '6.3.0', extensions: ['.mp4'], live: NO_LIVES };
      },
    };
    const health = createHealth({ gateway, log: createLog({ level: 'silent' }), clock, random: () => 0.5 });
    const told: string[] = [];
    health.onChange(({ state }) => told.push(state));
    health.start();
    await until('the first look', () => told.length === 1 && clock.sleeping > 0);

    up = false;
    await health.check();
    expect(health.current).toMatchObject({ state: 'down', version: '6.3.0' });
    await until('a look because somebody found it out', () => probes >= 3);
    const before = probes;
    up = true;
    await until('the pause', () => {
      clock.turn(4000);
      return probes > before;
    });
    await until('the return', () => told.length === 3);
    expect(told).toEqual(['up', 'down', 'up']);
    await health.stop();
  });
});
