import { and, count, desc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { ListQuery } from '../api/requests.js';
import type { Principal } from '../auth/principal.js';
import { behind, microsOf, partOf, positionOf } from '../db/cursor.js';
import type { Db } from '../db/database.js';
import { type NewStreamRow, type StreamRow, streams } from '../db/schema.js';
import { search } from '../db/search.js';
import { inSeconds, visibleChange } from '../videos/rows.js';

export type StreamChange = PgUpdateSetSource<typeof streams>;

export async function insertStream(db: Db, row: NewStreamRow): Promise<StreamRow> {
  const [inserted] = await db.insert(streams).values(row).returning();
  if (inserted === undefined) throw new Error('The database took a row and did not give it back.');
  return inserted;
}

export async function findStream(db: Db, id: string): Promise<StreamRow | undefined> {
  const [row] = await db.select().from(streams).where(eq(streams.id, id));
  return row;
}

export async function changeStream(db: Db, id: string, change: StreamChange): Promise<StreamRow | undefined> {
  const [row] = await db
    .update(streams)
    .set({ ...change, ...visibleChange })
    .where(eq(streams.id, id))
    .returning();
  return row;
}

/** Writes what was seen of a live at PeerTube, unless its key was renewed meanwhile: then it is about one that is gone. */
export async function changeSeen(db: Db, { id, peertubeUuid }: StreamRow, change: StreamChange): Promise<boolean> {
  const changed = await db
    .update(streams)
    .set({ ...change, ...visibleChange })
    .where(and(eq(streams.id, id), eq(streams.peertubeUuid, peertubeUuid)))
    .returning({ id: streams.id });
  return changed.length > 0;
}

export async function deleteStream(db: Db, id: string): Promise<void> {
  await db.delete(streams).where(eq(streams.id, id));
}

export async function listStreams(db: Db, principal: Principal | undefined, query: ListQuery) {
  const where = and(visibleTo(principal), search(query.search, streams));
  const from = positionOf(query.cursor);
  const [total, found] = await Promise.all([
    db.select({ value: count() }).from(streams).where(where),
    db
      .select({ row: streams, micros: microsOf(streams.createdAt) })
      .from(streams)
      .where(and(where, from && behind(from, streams)))
      .orderBy(desc(streams.createdAt), streams.id)
      .offset(from === undefined ? query.start : 0)
      .limit(query.count + 1),
  ]);
  return { total: total[0]?.value ?? 0, ...partOf(found, query.count) };
}

export async function streamsSince(db: Db, principal: Principal | undefined, revision: number): Promise<StreamRow[]> {
  const where = and(visibleTo(principal), gt(streams.revision, revision));
  return db.select().from(streams).where(where).orderBy(streams.revision).limit(500);
}

/** Streams whose turn it is; each goes to one server, which has `seconds` before another takes it. */
export async function takeDueStreams(db: Db, seconds: number, limit: number): Promise<StreamRow[]> {
  const due = db
    .select({ id: streams.id })
    .from(streams)
    .where(lt(streams.nextCheckAt, sql`now()`))
    .orderBy(streams.nextCheckAt)
    .limit(limit)
    .for('update', { skipLocked: true });
  return db
    .update(streams)
    .set({ nextCheckAt: inSeconds(seconds) })
    .where(inArray(streams.id, due))
    .returning();
}

/** Says when to look again; not a visible change. */
export async function scheduleCheck(db: Db, { id, peertubeUuid }: StreamRow, seconds: number | null): Promise<void> {
  await db
    .update(streams)
    .set({ nextCheckAt: seconds === null ? null : inSeconds(seconds) })
    .where(and(eq(streams.id, id), eq(streams.peertubeUuid, peertubeUuid)));
}

export async function countStreams(db: Db): Promise<Record<string, number>> {
  const rows = await db.select({ state: streams.state, value: count() }).from(streams).groupBy(streams.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.value]));
}

function visibleTo(principal: Principal | undefined): SQL | undefined {
  if (principal === undefined) return eq(streams.privacy, 'public');
  if (principal.role !== 'user') return undefined;
  return or(inArray(streams.privacy, ['public', 'internal']), eq(streams.ownerId, principal.subject));
}
