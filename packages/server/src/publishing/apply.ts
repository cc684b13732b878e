import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/database.js';
import { type VideoRow, videos } from '../db/schema.js';
import type { RemoteVideo } from '../peertube/gateway.js';
import { type Claim, release } from '../videos/claims.js';
import { inSeconds, type VideoChange } from '../videos/rows.js';
import type { Next } from './decide.js';

/** From the beginning: what PeerTube had of it is of no use. */
const ANEW: VideoChange = { step: 'send', stepSince: sql`now()`, peertubeUpload: null, peertubeResult: null };

const NO_PROBLEM = { problemCode: null, problemDetail: null } as const;

/** What a decision writes into the row, for all but the publication itself. */
export function changeOf(next: Exclude<Next, { kind: 'publish' }>, row: VideoRow, instanceUrl: string): VideoChange {
  switch (next.kind) {
    case 'step': {
      const made =
        next.ids === undefined
          ? {}
          : {
              // From here on nothing is sent again: the row knows the video.
              peertubeResult: next.ids,
              peertubeUrl: instanceUrl,
              peertubeUpload: null,
              publishedBytes: row.sizeBytes,
            };
      // PeerTube forgot that upload: the next one is announced anew.
      const anew = next.wholeSends === undefined ? {} : { peertubeUpload: null };
      const times = { step: next.step, stepSince: sql`now()`, attempts: 0 };
      const sends = next.ids === undefined ? (next.wholeSends ?? row.wholeSends) : 0;
      return { ...made, ...anew, ...times, wholeSends: sends, state: 'publishing', ...NO_PROBLEM };
    }
    case 'again': {
      const { problem, afterSeconds } = next;
      if (problem === undefined) return { ...release(afterSeconds), state: 'publishing', ...NO_PROBLEM };
      const waits = { state: 'local' as const, problemCode: problem.code, problemDetail: problem.detail };
      return { ...release(afterSeconds), ...waits, attempts: row.attempts + 1 };
    }
    case 'refuse': {
      const back = next.anew ? ANEW : {};
      const { code, detail } = next.problem;
      return { ...release(null), ...back, state: 'local', problemCode: code, problemDetail: detail };
    }
  }
}

/** Writes a decision; what no one can see makes no event. `undefined` when the hold is lost. */
export async function applyNext(
  claim: Claim,
  row: VideoRow,
  next: Exclude<Next, { kind: 'publish' }>,
  instanceUrl: string,
): Promise<VideoRow | undefined> {
  const change = changeOf(next, row, instanceUrl);
  const isSeen =
    next.kind !== 'again' || row.state !== change.state || (next.problem?.code ?? null) !== row.problemCode;
  if (isSeen) return claim.change(change);
  return (await claim.note(change)) ? row : undefined;
}

/** All that the world needs to know of it, in one transaction; a change made meanwhile is kept for the next round. */
export async function publish(db: Db, row: VideoRow, remote: RemoteVideo, keepDays: number): Promise<boolean> {
  const change: VideoChange = {
    ...release(null),
    ...NO_PROBLEM,
    state: 'published',
    attempts: 0,
    wholeSends: 0,
    peertubeId: remote.id,
    peertubeUuid: remote.uuid,
    peertubeEmbedUrl: remote.embedUrl,
    peertubeDownloadUrl: remote.fileUrl,
    peertubePosterUrl: remote.posterUrl,
    peertubeChannelId: remote.channelId,
    durationSeconds: remote.durationSeconds > 0 ? remote.durationSeconds : row.durationSeconds,
    publishedBytes: row.sizeBytes,
    metadataChanged: false,
    publishedAt: sql`now()`,
    updatedAt: sql`now()`,
    revision: sql`nextval('revisions')`,
    fileExpiresAt: inSeconds(keepDays * 86_400),
  };
  const held = and(eq(videos.id, row.id), eq(videos.claimId, row.claimId ?? ''), eq(videos.revision, row.revision));
  const [done] = await db.update(videos).set(change).where(held).returning();
  return done !== undefined;
}
