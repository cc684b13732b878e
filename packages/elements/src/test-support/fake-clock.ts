import type { Clock } from '@piyakast/sdk';

/** Time that moves when a test says so. */
export interface FakeClock extends Clock {
  /** Moves time; everybody whose sleep is over goes on before this resolves. */
  advance(ms: number): Promise<void>;
}

export function fakeClock(): FakeClock {
  let now = 0;
  const sleepers = new Set<{ at: number; wake(): void }>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { at: now + ms, wake: () => resolve() };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settled();
        const next = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = next.at;
        sleepers.delete(next);
        next.wake();
      }
      now = end;
      await settled();
    },
  };
}

/** After everything that is ready has run. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
