import { PEERTUBE_AT_WORK_MS } from '@piyakast/sdk';
import { and, eq } from 'drizzle-orm';
import { type VideoRow, videos } from '../../db/schema.js';
import { type Claim, release } from '../../videos/claims.js';
import type { PublisherDeps } from '../publisher.js';
import { begunUpload } from './begun-upload.js';

const FIRST_LOOK_SECONDS = 5;

/** Deletes what PeerTube has of a deleted video, then the row; PeerTube may still be making a video of its last chunk. */
export async function remove({ db, files, gateway, log }: PublisherDeps, claim: Claim): Promise<void> {
  const { row } = claim;
  await files.remove(row.id);
  if (row.peertubeResult !== null) await gateway.deleteVideo(row.peertubeResult.uuid);
  else if (mayBeAtPeerTube(row)) {
    const begun = begunUpload(row);
    const isGone = await gateway.withdrawUpload(row.id, begun);
    const unconfirmedMs = Date.now() - (begun.finishingSinceMs ?? 0);
    if (!isGone && unconfirmedMs < PEERTUBE_AT_WORK_MS) {
      await claim.note(release(Math.max(FIRST_LOOK_SECONDS, unconfirmedMs / 1000)));
      return;
    }
  }
  await db.delete(videos).where(and(eq(videos.id, row.id), eq(videos.claimId, row.claimId ?? '')));
  log.info({ event: 'video.removed', videoId: row.id }, 'deleted everywhere');
}

/** An upload whose last chunk did not go out yet is no video; PeerTube purges it. */
const mayBeAtPeerTube = ({ peertubeUrl, peertubeUpload }: VideoRow): boolean =>
  peertubeUpload === null ? peertubeUrl !== null : peertubeUpload.finishingSinceMs !== undefined;
