import type { Clock } from '../../runtime/clock.js';
import type { Random } from '../../runtime/random.js';
import type { KeepPromotingOptions } from './hybrid-options.js';
import type { PromotionReport } from './types.js';

const MINUTE_MS = 60_000;
const LAST_WAIT_MS = 15 * MINUTE_MS;

interface KeepPromotingInput {
  clock: Clock;
  random: Random;
  isOnline(): boolean;
  promote(): Promise<PromotionReport>;
}

/** Promotes in rounds until the signal aborts: at once when the network returns, else with growing pauses. */
export async function promoteInRounds(
  { clock, random, isOnline, promote }: KeepPromotingInput,
  { signal, onReport, onError }: KeepPromotingOptions,
): Promise<void> {
  for (let waitMs = MINUTE_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, LAST_WAIT_MS)) {
    try {
      const report = isOnline() ? await promote() : undefined;
      if (report && report.promoted.length + report.withdrawn.length + report.failed.length > 0) onReport?.(report);
      if (report?.failed.length === 0) waitMs = MINUTE_MS;
    } catch (error) {
      if (!signal.aborted) onError?.(error);
    }
    await untilOnlineOr(clock, waitMs * (0.75 + random() / 2), signal);
  }
}

async function untilOnlineOr(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const woken = new AbortController();
  const onOnline = () => woken.abort();
  const { addEventListener, removeEventListener } = globalThis as Partial<EventTarget>;
  addEventListener?.call(globalThis, 'online', onOnline);
  try {
    await clock.sleep(ms, AbortSignal.any([signal, woken.signal]));
  } catch (reason) {
    if (!signal.aborted && !woken.signal.aborted) throw reason;
  } finally {
    removeEventListener?.call(globalThis, 'online', onOnline);
  }
}
