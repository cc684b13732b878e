import type { VideoRow } from '../db/schema.js';
import type { Instance, Instances } from '../peertube/instances.js';
import type { Claim } from '../videos/claims.js';

/** A claim, and the instance that its video belongs to. */
export interface PlacedClaim {
  claim: Claim;
  instance: Instance;
}

/**
 * Where a video goes, or is. One that has no whole copy anywhere leaves an instance that is down: an upload without its
 * last chunk never becomes a video there.
 */
export async function chooseInstance(instances: Instances, claim: Claim): Promise<PlacedClaim> {
  const { row } = claim;
  const home = instances.of(row.peertubeUrl);
  if (instances.all.length === 1 || (row.peertubeUrl !== null && !mayMove(row, home))) return { claim, instance: home };
  const own = row.channelId === null ? undefined : await instances.withChannel(row.channelId);
  const instance = own ?? (await instances.choose());
  const isSame = instance.gateway.url === row.peertubeUrl;
  const isNoBetter = row.peertubeUrl !== null && instance.health.current.state === 'down';
  if (isSame || isNoBetter) return { claim, instance: isSame ? instance : home };
  const placed = { peertubeUrl: instance.gateway.url, peertubeUpload: null };
  await claim.note(placed);
  return { claim: { ...claim, row: { ...row, ...placed } }, instance };
}

const mayMove = (row: VideoRow, home: Instance): boolean =>
  home.health.current.state === 'down' &&
  row.deletedAt === null &&
  row.step === 'send' &&
  row.peertubeResult === null &&
  row.peertubeUpload?.finishingSinceMs === undefined;
