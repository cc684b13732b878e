import { isRateLimited } from '../../errors/classify.js';
import type { CallOptions } from '../../peertube/request/call-options.js';
import { settleUnconfirmed } from '../unconfirmed/settle-unconfirmed.js';
import type { UnconfirmedUploadStore } from '../unconfirmed/unconfirmed-uploads.js';
import type { Placements } from './placements.js';
import { isAway } from './pool-failures.js';
import type { PoolMembers } from './pool-members.js';

interface SettlePoolInput {
  members: PoolMembers;
  placements: Placements;
  unconfirmed: UnconfirmedUploadStore;
  nowMs(): number;
}

/** Deletes what instances made of uploads that went elsewhere. Resolves with the keys of the videos that are gone. */
export async function settlePool(
  { members, placements, unconfirmed, nowMs }: SettlePoolInput,
  { signal }: CallOptions,
): Promise<string[]> {
  const withdrawn: string[] = [];
  const refusals: unknown[] = [];
  for (const [id, unconfirmedUpload] of [...(await unconfirmed.entries())]) {
    const { url, key } = unconfirmedUpload;
    const member = members.find(url);
    if (member === undefined || !members.isUp(member)) continue;
    const { state, error } = await settleUnconfirmed(
      unconfirmedUpload,
      {
        nowMs,
        // An attempt with the same key begins at its home, or is under way there.
        findCopy: async () => ((await placements.homeOf(key))?.url === url ? 'here' : 'elsewhere'),
        withdraw: (upload) => member.client.uploads.withdraw(key, { ...upload, signal }),
        isAway,
        forget: () => unconfirmed.delete(id),
      },
      { signal },
    );
    if (state === 'withdrawn') withdrawn.push(key);
    if (error === undefined) continue;
    if (!isAway(error)) refusals.push(...(state === 'waiting' ? [error] : []));
    else if (!isRateLimited(error)) members.markDown(member);
  }
  if (refusals.length > 0) throw refusals[0];
  return withdrawn;
}
