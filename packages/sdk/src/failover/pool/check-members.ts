import { isRateLimited } from '../../errors/classify.js';
import { isPiyaError } from '../../errors/piya-error.js';
import type { CallOptions } from '../../peertube/request/call-options.js';
import type { Clock } from '../../runtime/clock.js';
import type { PoolMembers } from './pool-members.js';
import type { KeepCheckingOptions, PoolMemberStatus } from './pool-options.js';

/** A ping may take five seconds. */
const PING_MS = 5_000;

/** Asks every instance whether it is there, and marks each as up or down. */
export async function checkMembers(members: PoolMembers, { signal }: CallOptions): Promise<PoolMemberStatus[]> {
  await Promise.all(
    members.all.map(async (member) => {
      try {
        await member.client.ping({ signal });
        members.markUp(member);
      } catch (error) {
        if (signal?.aborted || !isPiyaError(error)) throw error;
        // Also what is no PeerTube at all; too many questions are no sign of its absence.
        if (!isRateLimited(error)) members.markDown(member);
      }
    }),
  );
  return members.status();
}

/** Checks and settles in turn until the signal aborts. An instance that is away stays marked so between two rounds. */
export async function keepCheckingMembers(
  members: PoolMembers,
  clock: Clock,
  settle: () => Promise<unknown>,
  { signal, everyMs = 10_000, onChange, onError }: KeepCheckingOptions,
): Promise<void> {
  const { downMs } = members;
  members.downMs = Math.max(downMs, 2 * everyMs + PING_MS);
  let before = statesOf(members.status());
  try {
    while (!signal.aborted) {
      try {
        const states = await checkMembers(members, { signal });
        if (statesOf(states) !== before) onChange?.(states);
        before = statesOf(states);
        await settle();
      } catch (error) {
        if (!signal.aborted) onError?.(error);
      }
      // The end is not a failure.
      await clock.sleep(everyMs, signal).catch(() => undefined);
    }
  } finally {
    members.downMs = downMs;
  }
}

const statesOf = (members: readonly PoolMemberStatus[]): string =>
  members.map(({ url, state }) => `${url} ${state}`).join();
