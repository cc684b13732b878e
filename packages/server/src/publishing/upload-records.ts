import type { UploadRecordStore } from '@piyakast/sdk';
import type { Claim } from '../videos/claims.js';

/** Keeps the SDK's record of an upload in the video's own row, for as long as this attempt holds the row. */
export function uploadRecords(claim: Claim): UploadRecordStore {
  let current = claim.row.peertubeUpload ?? undefined;
  const write = async (record: typeof current) => {
    const held = await claim.note({
      peertubeUpload: record ?? null,
      peertubeUrl: record?.server ?? claim.row.peertubeUrl,
    });
    if (!held) throw new ClaimLostError();
    current = record;
  };
  return {
    get: async () => current,
    set: (record) => write(record),
    delete: () => write(undefined),
  };
}

/** Another server took the video over, or it was deleted; whatever was begun stops without a trace. */
export class ClaimLostError extends Error {
  override name = 'ClaimLostError';

  constructor() {
    super('The video is not held any more.');
  }
}
