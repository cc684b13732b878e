import { and, eq, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/database.js';
import { videos } from '../db/schema.js';
import type { FileStorage } from '../files/storage.js';
import type { Logger } from '../log.js';
import type { Receiving } from '../uploads/receiving.js';
import { abandonedUploads, changeVideo } from '../videos/rows.js';

/** The file's time has come: the video is published and the policy's days are over. */
const expired = (extra?: SQL) =>
  and(eq(videos.state, 'published'), lte(videos.fileExpiresAt, sql`now()`), isNull(videos.fileDeletedAt), extra);

/** Removes one published video's file if the policy says so. The row changes first, so that no player is sent to a file that is gone. */
export async function removeExpiredFile(db: Db, files: FileStorage, log: Logger, id: string): Promise<void> {
  const row = await changeVideo(db, id, { fileDeletedAt: sql`now()` }, expired());
  if (row === undefined) return;
  await files.remove(id);
  log.info({ event: 'video.local-file-removed', videoId: id, sizeBytes: row.sizeBytes }, 'local file removed');
}

export async function removeExpiredFiles(db: Db, files: FileStorage, log: Logger): Promise<void> {
  const rows = await db.select({ id: videos.id }).from(videos).where(expired()).limit(100);
  for (const { id } of rows) await removeExpiredFile(db, files, log, id);
}

/** Removes what is abandoned: unfinished uploads after their time, and files that no row knows. */
export async function removeOrphans(db: Db, files: FileStorage, log: Logger, ttlMs: number): Promise<void> {
  const present = await files.list();
  const cutoff = Date.now() - ttlMs;
  const written = new Map(present.map((file) => [file.id, file.modifiedAtMs]));
  for (const { id } of await abandonedUploads(db, ttlMs)) {
    if ((written.get(id) ?? 0) > cutoff) continue;
    const stillOpen = and(eq(videos.id, id), eq(videos.state, 'receiving'));
    const removed = await db.delete(videos).where(stillOpen).returning({ id: videos.id });
    if (removed.length === 0) continue;
    await files.remove(id);
    log.info({ event: 'video.abandoned', videoId: id }, 'unfinished upload removed');
  }
  const gone = await db.select({ id: videos.id }).from(videos).where(isNotNull(videos.fileDeletedAt));
  const known = await db.select({ id: videos.id }).from(videos).where(isNull(videos.fileDeletedAt));
  const deleted = new Set(gone.map((row) => row.id));
  const needed = new Set(known.map((row) => row.id));
  for (const file of present) {
    if (needed.has(file.id)) continue;
    // A crash between the row and the file left this one; it needs no time to be missed.
    if (!deleted.has(file.id) && file.modifiedAtMs > cutoff) continue;
    await files.remove(file.id);
    log.info({ event: 'file.orphan-removed', fileId: file.id }, 'file without a video removed');
  }
}

/** After a crash: uploads whose last byte arrived before the row said so. */
export async function finishReceived(db: Db, receiving: Receiving, log: Logger): Promise<void> {
  const rows = await db.select({ id: videos.id }).from(videos).where(eq(videos.state, 'receiving'));
  for (const { id } of rows) {
    try {
      await receiving.finish(id);
    } catch (error) {
      log.info({ err: error, videoId: id }, 'an upload that was complete is no video');
    }
  }
}
