import type { VideoRow } from '../../db/schema.js';
import type { BegunUpload } from '../../peertube/gateway.js';

/** What a row knows of the upload that was begun for it. */
export const begunUpload = ({ name, peertubeUpload, receivedAt, createdAt }: VideoRow): BegunUpload => ({
  name,
  sinceMs: peertubeUpload?.createdAtMs ?? (receivedAt ?? createdAt).getTime(),
  finishingSinceMs: peertubeUpload?.finishingSinceMs,
});
