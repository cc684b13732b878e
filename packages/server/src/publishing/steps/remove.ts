import { PEERTUBE_AT_WORK_MS, settleUnconfirmed } from '@piyakast/sdk';
import { and, eq } from 'drizzle-orm';
import { type VideoRow, videos } from '../../db/schema.js';
import type { PeerTubeGateway } from '../../peertube/gateway.js';
import { type Claim, release } from '../../videos/claims.js';
import type { StepDeps } from '../deps.js';
import { begunUpload } from './begun-upload.js';

/** Deletes what PeerTube has of a deleted video, then the row; PeerTube may still be making a video of its last chunk. */
export async function remove({ db, files, gateway, log }: StepDeps, claim: Claim): Promise<void> {
  const { row } = claim;
  await files.remove(row.id);
  if (row.peertubeResult !== null) await gateway.deleteVideo(row.peertubeResult.uuid);
  else if (mayBeAtPeerTube(row)) {
    const againAfterMs = await withdraw(gateway, row);
    if (againAfterMs !== null) {
      await claim.note(release(againAfterMs / 1000));
      return;
    }
  }
  await db.delete(videos).where(and(eq(videos.id, row.id), eq(videos.claimId, row.claimId ?? '')));
  log.info({ event: 'video.removed', videoId: row.id }, 'deleted everywhere');
}

/** Takes one look; null when nothing is left at PeerTube, else when another look is of use. */
async function withdraw(gateway: PeerTubeGateway, row: VideoRow): Promise<number | null> {
  const { name, sinceMs, finishingSinceMs } = begunUpload(row);
  const untilMs = (finishingSinceMs ?? 0) + PEERTUBE_AT_WORK_MS;
  const upload = { url: gateway.url, key: row.id, name, sinceMs, finishingSinceMs, untilMs };
  const { state, error, retryAfterMs } = await settleUnconfirmed(upload, {
    nowMs: Date.now,
    // Deleted by its owner: no copy of it is wanted at PeerTube.
    findCopy: () => 'elsewhere',
    withdraw: ({ key }) => gateway.withdrawUpload(key, { name, sinceMs, finishingSinceMs }),
    isAway: () => true,
    forget: () => undefined,
  });
  if (error !== undefined) throw error;
  return state === 'waiting' ? retryAfterMs : null;
}

/** An upload whose last chunk did not go out yet is no video; PeerTube purges it. */
const mayBeAtPeerTube = ({ peertubeUrl, peertubeUpload }: VideoRow): boolean =>
  peertubeUpload === null ? peertubeUrl !== null : peertubeUpload.finishingSinceMs !== undefined;
