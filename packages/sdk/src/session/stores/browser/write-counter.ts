import type { WebLocks } from '../../../runtime/browser/web-locks.js';
import type { WebStorage } from '../../../runtime/browser/web-storage.js';
import type { Clock } from '../../../runtime/clock.js';

/** How long a tab announces its last write to the others: far longer than a write takes to reach them. */
const ANNOUNCE_MS = 5_000;
const LOOK_EVERY_MS = 10;
/** After this the storage is taken as it is; a token that another tab has used up is then recognised by its refusal. */
const MAX_WAIT_MS = 2_000;

/** Makes the writes of one tab visible to the tab that gets the lock next. */
export interface WriteCounter {
  /** Counts a write, after it was made. */
  add(): void;
  /** Runs the task, inside the lock, once the writes of earlier holders can be seen; then announces its own. */
  inOrder<T>(locks: WebLocks, task: () => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
}

/**
 * Tabs live in processes of their own, and a write reaches the others after the lock does (seen in Chromium). Locks are
 * ordered, so the writer holds one that names its write, and the next tab waits until it can see that write.
 */
export function writeCounter(name: string, storage: () => WebStorage, clock: Clock): WriteCounter {
  const seen = (): number => Number(storage().getItem(name));

  async function announce(locks: WebLocks): Promise<void> {
    await new Promise<void>((announced) => {
      const hold = async (): Promise<void> => {
        announced();
        await clock.sleep(ANNOUNCE_MS);
      };
      // A page that is being left gets no lock; the others then recognise a used-up token by its refusal.
      locks.request(`${name} ${seen()}`, { mode: 'shared' }, hold).catch(() => announced());
    });
  }

  async function waitForWrites(locks: WebLocks, signal: AbortSignal | undefined): Promise<void> {
    const { held = [] } = (await locks.query?.()) ?? {};
    const announced = Math.max(0, ...held.map((lock) => Number(lock.name?.split(`${name} `)[1] ?? 0)));
    const untilMs = clock.now() + MAX_WAIT_MS;
    while (seen() < announced && clock.now() < untilMs) await clock.sleep(LOOK_EVERY_MS, signal);
  }

  return {
    add: () => storage().setItem(name, String(seen() + 1)),
    async inOrder(locks, task, signal) {
      await waitForWrites(locks, signal);
      const before = seen();
      try {
        return await task();
      } finally {
        if (locks.query && seen() !== before) await announce(locks);
      }
    },
  };
}
