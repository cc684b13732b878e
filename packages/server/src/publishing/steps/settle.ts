import { isFailedState, VIDEO_STATE } from '@piyakast/sdk';
import type { VideoRow } from '../../db/schema.js';
import { remoteFields } from '../../peertube/remote-fields.js';
import type { Outcome } from '../decide.js';
import type { StepDeps } from '../deps.js';

/** Looks whether a video that PeerTube has made plays there, and brings changes over that were made meanwhile. */
export async function settle({ gateway, box, config }: StepDeps, row: VideoRow): Promise<Outcome> {
  // A row from a backup may lack what PeerTube answered; sending begins with a look into the account.
  if (row.peertubeResult === null) return { kind: 'incomplete' };
  const { uuid } = row.peertubeResult;
  const remote = await gateway.video(uuid);
  if (remote === undefined) return { kind: 'removed-there' };
  if (isFailedState(remote.stateId)) return { kind: 'processing-failed' };
  if (remote.stateId !== VIDEO_STATE.published && config.localFilePolicy.kind !== 'immediate') {
    return { kind: 'transcoding' };
  }
  if (row.metadataChanged) {
    await gateway.updateVideo(uuid, await remoteFields(row, { gateway, box, categoryMap: config.categoryMap }));
  }
  return { kind: 'playable', remote };
}
