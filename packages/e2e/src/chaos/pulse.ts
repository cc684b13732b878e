import type { Sandbox } from '@piyakast/testing/sandbox';

/** Counts the sandbox's answers, so that what happens "at random" depends on the work done and not on the machine's speed. */
export interface Pulse {
  readonly count: number;
  /** True after so many more answers, or after `maxMs` without them; false as soon as the run is over. */
  after(requests: number, maxMs?: number): Promise<boolean>;
  stop(): void;
}

export function pulseOf({ fake }: Sandbox): Pulse {
  const waiting = new Set<() => void>();
  let count = 0;
  let stopped = false;
  const wake = () => {
    for (const look of [...waiting]) look();
  };
  const stopListening = fake.log.listen(() => {
    count++;
    wake();
  });
  return {
    get count() {
      return count;
    },
    after(requests, maxMs = 1_000) {
      const target = count + requests;
      return new Promise((resolve) => {
        const end = () => {
          waiting.delete(look);
          clearTimeout(timer);
          resolve(!stopped);
        };
        const look = () => {
          if (stopped || count >= target) end();
        };
        const timer = setTimeout(end, maxMs);
        waiting.add(look);
        look();
      });
    },
    stop() {
      stopped = true;
      stopListening();
      wake();
    },
  };
}
