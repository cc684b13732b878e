import type { Logger } from './log.js';

/** What is done now and then, beside the requests. */
export interface Periodic {
  /** Runs a task now, and again after each interval. A failure is logged and does not end the series. */
  every(intervalMs: number, what: string, task: () => Promise<void>): Promise<void>;
  stop(): void;
}

export function createPeriodic(log: Logger): Periodic {
  const timers: NodeJS.Timeout[] = [];
  return {
    every(intervalMs, what, task) {
      const run = () => task().catch((error: unknown) => log.error({ err: error }, `${what} failed`));
      timers.push(setInterval(run, intervalMs));
      return run();
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
