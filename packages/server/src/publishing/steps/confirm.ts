import type { VideoRow } from '../../db/schema.js';
import type { Outcome } from '../decide.js';
import type { StepDeps } from '../deps.js';
import { begunUpload } from './begun-upload.js';

/** Asks what became of a file that PeerTube has whole; sends nothing. */
export async function confirm({ gateway }: StepDeps, row: VideoRow): Promise<Outcome> {
  if (row.peertubeUpload === null) return { kind: 'incomplete' };
  const found = await gateway.uploadState(row.peertubeUpload, begunUpload(row));
  switch (found.kind) {
    case 'made':
      return { kind: 'made', ids: found.ids };
    case 'processing':
      return { kind: 'unconfirmed' };
    case 'incomplete':
      return { kind: 'incomplete' };
    case 'unknown':
      return { kind: 'lost' };
  }
}
