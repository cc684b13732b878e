import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, not, or, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { ListQuery } from '../api/requests.js';
import type { Principal } from '../auth/principal.js';
import { behind, microsOf, partOf, positionOf } from '../db/cursor.js';
import type { Db } from '../db/database.js';
import { type NewVideoRow, type VideoRow, videos } from '../db/schema.js';
import { search } from '../db/search.js';

/** Set with every visible change; the database then notifies every server. */
export const visibleChange = { updatedAt: sql`now()`, revision: sql`nextval('revisions')` } as const;

/** Fields to write; expressions of SQL are allowed. */
export type VideoChange = PgUpdateSetSource<typeof videos>;

/** Seconds from now, by the clock of the database: the clocks of several servers may differ. */
export const inSeconds = (seconds: number): SQL => sql`now() + make_interval(secs => ${seconds}::float8)`;

export async function insertVideo(db: Db, row: NewVideoRow): Promise<VideoRow> {
  const [inserted] = await db.insert(videos).values(row).returning();
  if (inserted === undefined) throw new Error('The database took a row and did not give it back.');
  return inserted;
}

export async function findVideo(db: Db, id: string): Promise<VideoRow | undefined> {
  const [row] = await db
    .select()
    .from(videos)
    .where(and(eq(videos.id, id), isNull(videos.deletedAt)));
  return row;
}

export async function findVideoByKey(db: Db, ownerId: string, uploadKey: string): Promise<VideoRow | undefined> {
  const [row] = await db
    .select()
    .from(videos)
    .where(and(eq(videos.ownerId, ownerId), eq(videos.uploadKey, uploadKey), isNull(videos.deletedAt)));
  return row;
}

/** Changes a video if it (still) is as `condition` says; `undefined` when it is not. */
export async function changeVideo(
  db: Db,
  id: string,
  change: VideoChange,
  condition?: SQL,
): Promise<VideoRow | undefined> {
  const [row] = await db
    .update(videos)
    .set({ ...change, ...visibleChange })
    .where(and(eq(videos.id, id), isNull(videos.deletedAt), condition))
    .returning();
  return row;
}

/** Newest first: what is public and playable, what is the principal's, and everything for who administrates the server. */
export async function listVideos(db: Db, principal: Principal | undefined, query: ListQuery) {
  const where = and(isNull(videos.deletedAt), visibleTo(principal), search(query.search, videos));
  const from = positionOf(query.cursor);
  const [total, found] = await Promise.all([
    db.select({ value: count() }).from(videos).where(where),
    db
      .select({ row: videos, micros: microsOf(videos.createdAt) })
      .from(videos)
      .where(and(where, from && behind(from, videos)))
      .orderBy(desc(videos.createdAt), videos.id)
      .offset(from === undefined ? query.start : 0)
      .limit(query.count + 1),
  ]);
  return { total: total[0]?.value ?? 0, ...partOf(found, query.count) };
}

/** What changed after a revision, for a page that was away. */
export async function videosSince(db: Db, principal: Principal | undefined, revision: number): Promise<VideoRow[]> {
  const where = and(isNull(videos.deletedAt), visibleTo(principal), gt(videos.revision, revision));
  return db.select().from(videos).where(where).orderBy(videos.revision).limit(500);
}

export interface Waiting {
  videos: number;
  bytes: number;
  oldestSeconds: number;
  refused: { videos: number; bytes: number };
}

/** Videos that PeerTube does not take until their owner acts. */
export const isRefused = () => and(eq(videos.state, 'local'), isNull(videos.nextAttemptAt), isNull(videos.deletedAt));

/** Videos that are here whole and are on their way to PeerTube, and those that it refused. */
export async function countWaiting(db: Db): Promise<Waiting> {
  const [row] = await db
    .select({
      videos: count(),
      bytes: sql<string>`coalesce(sum(${videos.sizeBytes}), 0)`,
      oldestSeconds: sql<string>`coalesce(extract(epoch FROM now() - min(${videos.receivedAt})), 0)`,
    })
    .from(videos)
    .where(
      and(
        inArray(videos.state, ['stored', 'local', 'publishing']),
        isNull(videos.deletedAt),
        not(isRefused() ?? sql`false`),
      ),
    );
  const [refused] = await db
    .select({ videos: count(), bytes: sql<string>`coalesce(sum(${videos.sizeBytes}), 0)` })
    .from(videos)
    .where(isRefused());
  return {
    refused: { videos: refused?.videos ?? 0, bytes: Number(refused?.bytes ?? 0) },
    videos: row?.videos ?? 0,
    bytes: Number(row?.bytes ?? 0),
    oldestSeconds: Math.max(0, Number(row?.oldestSeconds ?? 0)),
  };
}

export async function countByState(db: Db): Promise<Record<string, { videos: number; bytes: number }>> {
  const rows = await db
    .select({ state: videos.state, videos: count(), bytes: sql<string>`coalesce(sum(${videos.sizeBytes}), 0)` })
    .from(videos)
    .where(isNull(videos.deletedAt))
    .groupBy(videos.state);
  return Object.fromEntries(rows.map((row) => [row.state, { videos: row.videos, bytes: Number(row.bytes) }]));
}

/** Videos whose bytes are here, whole. */
export function withLocalFile(db: Db): Promise<VideoRow[]> {
  const here = and(isNotNull(videos.receivedAt), isNull(videos.fileDeletedAt), ne(videos.state, 'rejected'));
  return db
    .select()
    .from(videos)
    .where(and(here, isNull(videos.deletedAt)));
}

/** Uploads that no browser has sent anything to for so long. */
export function abandonedUploads(db: Db, ttlMs: number): Promise<VideoRow[]> {
  const cutoff = sql`now() - make_interval(secs => ${ttlMs / 1000}::float8)`;
  return db
    .select()
    .from(videos)
    .where(
      and(inArray(videos.state, ['receiving', 'rejected']), lt(videos.updatedAt, cutoff), isNull(videos.fileDeletedAt)),
    );
}

function visibleTo(principal: Principal | undefined): SQL | undefined {
  if (principal !== undefined && principal.role !== 'user') return undefined;
  const playable = not(inArray(videos.state, ['receiving', 'rejected']));
  const privacies = principal === undefined ? (['public'] as const) : (['public', 'internal'] as const);
  const open = and(playable, inArray(videos.privacy, [...privacies]));
  return principal === undefined ? open : or(open, eq(videos.ownerId, principal.subject));
}
