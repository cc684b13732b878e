import { UploadError } from '@piyakast/sdk';
import type { VideoRow } from '../../db/schema.js';
import { publishFile, remoteFields } from '../../peertube/remote-fields.js';
import type { Claim } from '../../videos/claims.js';
import { latestProgress, type OutageWatch } from '../attempt.js';
import { isUnconfirmed, type Outcome } from '../decide.js';
import type { StepDeps } from '../deps.js';
import { ClaimLostError, uploadRecords } from '../upload-records.js';
import { begunUpload } from './begun-upload.js';

/** Sends the file, or the rest of it. Returns as soon as PeerTube has every byte, with its answer or without. */
export async function send(
  deps: StepDeps,
  claim: Claim,
  { outage, signal }: { outage: OutageWatch; signal: AbortSignal },
): Promise<Outcome> {
  const { files, gateway, health, box, log, config } = deps;
  const { row } = claim;
  if ((await files.size(row.id)) !== row.sizeBytes) return findLost(deps, row);
  const sending = { state: 'publishing' as const, problemCode: null, problemDetail: null, metadataChanged: false };
  const started = await claim.change(sending);
  if (started === undefined) throw new ClaimLostError();
  log.info({ event: 'video.publishing', videoId: row.id, instance: gateway.url, failures: row.attempts }, 'publishing');
  const progress = latestProgress((publishedBytes) => claim.change({ publishedBytes }), log);
  const records = uploadRecords(claim);
  try {
    const fields = await remoteFields(started, { gateway, box, categoryMap: config.categoryMap });
    const ids = await files.withLocalFile(row.id, (path) =>
      gateway.upload({
        // The account is one for all users: a name that a browser chose could lead to another's video.
        key: row.id,
        file: publishFile(started, path, health.current.extensions),
        fields,
        waitTranscoding: config.localFilePolicy.kind !== 'immediate',
        records,
        onProgress: ({ sentBytes, phase }) => {
          outage.heard();
          progress.report(sentBytes);
          if (phase === 'waiting') void health.check();
        },
        signal: AbortSignal.any([signal, outage.signal]),
      }),
    );
    return { kind: 'made', ids };
  } catch (error) {
    if (records.lost) return { kind: 'lost' };
    if (isUnconfirmed(error)) return { kind: 'unconfirmed' };
    throw error;
  } finally {
    await progress.settled();
  }
}

/** A row that a power cut set back, after the file had gone: PeerTube has the video, or it is lost. */
async function findLost({ gateway }: StepDeps, row: VideoRow): Promise<Outcome> {
  const ids = await gateway.findUpload(row.id, begunUpload(row));
  if (ids !== undefined) return { kind: 'made', ids };
  const message = 'The file of this video is not on the server any more, and PeerTube does not have it either.';
  return { kind: 'failed', error: new UploadError(message, { code: 'upload/invalid-file' }) };
}
