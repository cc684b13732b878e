import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/database.js';
import { type VideoRow, videos } from '../db/schema.js';
import { inSeconds, type VideoChange, visibleChange } from './rows.js';

/** How long an attempt may be silent before another server takes the video over. */
export const CLAIM_SECONDS = 30;

/** One attempt's hold on a video: no other worker touches it, and a lost hold stops what was begun. */
export interface Claim {
  readonly row: VideoRow;
  /** Writes, as long as the hold lasts; `undefined` when it is lost. */
  change(change: VideoChange): Promise<VideoRow | undefined>;
  /** Writes what no page shows, so that no event is sent. */
  note(change: VideoChange): Promise<boolean>;
}

/** In need of a worker, and held by none that lives. */
const free = () => or(isNull(videos.claimedUntil), lt(videos.claimedUntil, sql`now()`));
const due = () => and(isNotNull(videos.nextAttemptAt), lt(videos.nextAttemptAt, sql`now() + interval '50 ms'`), free());
const unpublished = () => or(isNotNull(videos.deletedAt), inArray(videos.state, ['stored', 'publishing', 'local']));

/** Takes a video that is due; `undefined` when it is not, or another worker holds it: a job may come twice. */
export async function claimVideo(db: Db, id: string): Promise<Claim | undefined> {
  const claimId = randomUUID();
  const [row] = await db
    .update(videos)
    .set({ claimId, claimedUntil: inSeconds(CLAIM_SECONDS) })
    .where(and(eq(videos.id, id), due(), unpublished()))
    .returning();
  if (row === undefined) return undefined;
  // A deletion in between ends the hold of an attempt that was to publish.
  const stillSo = row.deletedAt === null ? isNull(videos.deletedAt) : isNotNull(videos.deletedAt);
  const write = async (change: VideoChange, extra: VideoChange = {}) => {
    const [changed] = await db
      .update(videos)
      .set({ ...change, ...extra })
      .where(and(eq(videos.id, id), eq(videos.claimId, claimId), stillSo))
      .returning();
    return changed;
  };
  return {
    row,
    change: (change) => write(change, visibleChange),
    note: async (change) => (await write(change)) !== undefined,
  };
}

/** What ends a claim; `afterSeconds` null: not again until its owner asks for it. */
export function release(afterSeconds: number | null): VideoChange {
  const nextAttemptAt: SQL | null = afterSeconds === null ? null : inSeconds(afterSeconds);
  return { claimId: null, claimedUntil: null, nextAttemptAt };
}

/** A video that a worker should take now. */
export interface DueVideo {
  id: string;
  /** Whether bytes are to be moved, which takes one of few slots. */
  sends: boolean;
}

/** Longest waiting first. */
export async function dueVideos(db: Db, limit: number): Promise<DueVideo[]> {
  return db
    .select({ id: videos.id, sends: sends() })
    .from(videos)
    .where(and(due(), unpublished()))
    .orderBy(videos.nextAttemptAt)
    .limit(limit);
}

/** One video, if it is due. */
export async function dueVideo(db: Db, id: string): Promise<DueVideo | undefined> {
  const [row] = await db
    .select({ id: videos.id, sends: sends() })
    .from(videos)
    .where(and(eq(videos.id, id), due(), unpublished()));
  return row;
}

const sends = () => sql<boolean>`(${videos.step} = 'send' AND ${videos.deletedAt} IS NULL)`;

/** At this instance, or at none yet; `undefined`: wherever it is. */
const atInstance = (url: string | undefined) =>
  url === undefined ? undefined : or(eq(videos.peertubeUrl, url), isNull(videos.peertubeUrl));

/** PeerTube is away: what it still had to process, and no worker holds now, stays here for the time being. @returns How many. */
export async function noteOutage(db: Db, problem: { code: string; detail: string }, url?: string): Promise<number> {
  const change = { state: 'local' as const, problemCode: problem.code, problemDetail: problem.detail };
  const rows = await db
    .update(videos)
    .set({ ...change, ...visibleChange })
    .where(and(eq(videos.state, 'publishing'), isNull(videos.deletedAt), free(), atInstance(url)))
    .returning({ id: videos.id });
  return rows.length;
}

/** Makes everything that waits for PeerTube due at once. */
export async function wakeWaiting(db: Db, url?: string): Promise<number> {
  const rows = await db
    .update(videos)
    .set({ nextAttemptAt: sql`now()` })
    .where(
      and(or(eq(videos.state, 'local'), isNotNull(videos.deletedAt)), isNotNull(videos.nextAttemptAt), atInstance(url)),
    )
    .returning({ id: videos.id });
  return rows.length;
}

/** Frees what a dead server held. Only right when no other server can be alive. */
export async function dropClaims(db: Db): Promise<void> {
  await db.update(videos).set({ claimId: null, claimedUntil: null }).where(isNotNull(videos.claimId));
}
