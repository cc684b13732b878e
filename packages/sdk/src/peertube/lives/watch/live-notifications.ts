import type { Clock } from '../../../runtime/clock.js';
import { interruptibleSleep } from '../../../runtime/interruptible-sleep.js';
import type { FollowEvent } from './follow-decide.js';

/** What an instance notifies about, kept until it is asked for. */
export interface LiveNotifications {
  /** Something has to be read again. */
  changed(): void;
  /** How many watch now; needs no reading. */
  viewers(count: number): void;
  /** The next notification; `due` when none comes until the time. Rejects with the signal's reason. */
  next(untilMs: number, signal: AbortSignal): Promise<FollowEvent>;
}

export function liveNotifications(clock: Clock): LiveNotifications {
  const pause = interruptibleSleep(clock);
  let pending: 'change' | number | undefined;
  return {
    changed() {
      pending = 'change';
      pause.wake();
    },
    viewers(count) {
      // A change outranks a count: the reading that follows brings the count too.
      if (pending !== 'change') pending = count;
      pause.wake();
    },
    async next(untilMs, signal) {
      await pause.sleep(Math.max(0, untilMs - clock.now()), signal);
      const seen = pending;
      pending = undefined;
      return typeof seen === 'number' ? { type: 'viewers', viewers: seen } : { type: 'due' };
    },
  };
}
