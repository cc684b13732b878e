import { UploadError, type UploadRecordStore } from '@piyakast/sdk';
import type { Claim } from '../videos/claims.js';

/** The SDK's record of one upload, in the video's own row. */
export interface RowRecords extends UploadRecordStore {
  /** True once PeerTube had every byte, made no video of them and would have been sent the whole file again. */
  readonly lost: boolean;
}

/**
 * Keeps the record for as long as this attempt holds the row. A second upload of the whole file does not begin in the same
 * attempt: other videos come first, and the row counts how often that happens.
 */
export function uploadRecords(claim: Claim): RowRecords {
  let current = claim.row.peertubeUpload ?? undefined;
  let finishedUrl: string | undefined;
  let lost = false;
  const write = async (record: typeof current) => {
    const held = await claim.note({
      peertubeUpload: record ?? null,
      peertubeUrl: record?.server ?? claim.row.peertubeUrl,
    });
    if (!held) throw new ClaimLostError();
    current = record;
  };
  return {
    get lost() {
      return lost;
    },
    get: async () => current,
    async set(record) {
      if (finishedUrl !== undefined && record.uploadUrl !== finishedUrl) {
        lost = true;
        throw new UploadError('PeerTube had the whole file and made no video of it.', { code: 'upload/rejected' });
      }
      if (record.finishingSinceMs !== undefined) finishedUrl = record.uploadUrl;
      await write(record);
    },
    delete() {
      if (current?.finishingSinceMs !== undefined) finishedUrl = current.uploadUrl;
      return write(undefined);
    },
  };
}

/** Another server took the video over, or it was deleted; whatever was begun stops without a trace. */
export class ClaimLostError extends Error {
  override name = 'ClaimLostError';

  constructor() {
    super('The video is not held any more.');
  }
}
