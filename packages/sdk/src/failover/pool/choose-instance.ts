import type { PeerTubeClient } from '../../peertube/client/peertube-client.js';
import type { Placements } from './placements.js';
import { isAccessOrNotFoundError, isAway, isClosed, isNotMerelyMissing, noInstance } from './pool-failures.js';
import type { PoolMembers } from './pool-members.js';
import { isAtHome } from './pool-results.js';

/** Makes something new on the first instance that can take it, and remembers where. */
export async function makeOnHealthy<T>(
  members: PoolMembers,
  placements: Placements,
  make: (client: PeerTubeClient) => Promise<T>,
): Promise<{ client: PeerTubeClient; result: T }> {
  const errors: unknown[] = [];
  for (const member of members.forNew()) {
    try {
      const result = await make(member.client);
      members.markUp(member);
      await placements.rememberResult(result, member.client);
      return { client: member.client, result };
    } catch (error) {
      if (isAway(error)) members.markDown(member);
      else if (!isClosed(error)) throw error;
      errors.push(error);
    }
  }
  throw errors.length > 0 && errors.every(isClosed) ? errors[0] : noInstance(errors);
}

/** Reads a video at its home, or through any other instance that knows it while its home is away. */
export async function readFromHome<T>(
  members: PoolMembers,
  placements: Placements,
  id: string,
  read: (client: PeerTubeClient) => Promise<T>,
): Promise<T> {
  const url = await placements.of(id);
  const home = members.find(url);
  const missing: unknown[] = [];
  const refusals: unknown[] = [];
  for (const member of members.forReading(home)) {
    try {
      const result = await read(member.client);
      members.markUp(member);
      if (url === undefined && isAtHome(result, id)) await placements.rememberResult(result, member.client);
      return result;
    } catch (error) {
      if (isAway(error)) {
        members.markDown(member);
        missing.push(error);
      } else if (member === home || !isAccessOrNotFoundError(error)) throw error;
      else refusals.push(error);
    }
  }
  const isUnconfirmed = missing.length > 0 || refusals.length === 0;
  // An instance that keeps it private says more than one that does not know it.
  throw isUnconfirmed ? noInstance([...missing, ...refusals]) : (refusals.find(isNotMerelyMissing) ?? refusals[0]);
}
