import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { UserLimits } from '../config/config.js';
import type { Db } from '../db/database.js';
import { videos } from '../db/schema.js';
import { Problem } from '../problem.js';

/** Advisory locks are numbers; the second one is the user's. */
const LOCK_SPACE = 7_491_203;
/** An unfinished upload ends, or goes with its time to live; asking more often is of no use. */
const AGAIN_SECONDS = 30;

/**
 * Refuses an upload that is more than its owner may have here. In the transaction of the new row: announcements of one user
 * wait for each other, so that many at once are not more than one after the other.
 *
 * @throws {@link Problem} 413 `upload/quota-exceeded`, 429 `http/rate-limited`.
 */
export async function requireAllowance(
  transaction: Db,
  ownerId: string,
  sizeBytes: number,
  { quotaBytes, uploads }: UserLimits,
): Promise<void> {
  await transaction.execute(sql`SELECT pg_advisory_xact_lock(${LOCK_SPACE}, hashtext(${ownerId}))`);
  const isHere = and(isNull(videos.fileDeletedAt), ne(videos.state, 'rejected'));
  const [now] = await transaction
    .select({
      bytes: sql<string>`coalesce(sum(${videos.sizeBytes}), 0)`,
      receiving: sql<string>`count(*) FILTER (WHERE ${videos.state} = 'receiving')`,
    })
    .from(videos)
    .where(and(eq(videos.ownerId, ownerId), isNull(videos.deletedAt), isHere));
  if (Number(now?.receiving ?? 0) >= uploads) {
    throw new Problem(`You have ${uploads} uploads that are not complete; finish or give up some of them first.`, {
      status: 429,
      code: 'http/rate-limited',
      retryable: true,
      retryAfterSeconds: AGAIN_SECONDS,
    });
  }
  const usedBytes = Number(now?.bytes ?? 0);
  if (quotaBytes !== undefined && usedBytes + sizeBytes > quotaBytes) {
    const detail = `Your files here would have ${usedBytes + sizeBytes} bytes; ${quotaBytes} are allowed. Wait until some are published, or delete some.`;
    throw new Problem(detail, { status: 413, code: 'upload/quota-exceeded' });
  }
}
