import { and, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../db/database.js';
import { videos } from '../db/schema.js';
import type { AccountLimits } from '../peertube/account-limits.js';
import type { RemoteAccount } from '../peertube/gateway.js';
import { Problem } from '../problem.js';
import type { Announcement } from './receiving.js';

/** Refuses at the announcement what the account at PeerTube could not publish, before a byte is sent. */
export interface Admission {
  /**
   * While PeerTube has never answered, nothing is refused.
   *
   * @throws {@link Problem} 413 `upload/quota-exceeded`, 409 `channel/not-found`.
   */
  admit(file: Pick<Announcement, 'sizeBytes' | 'metadata'>): Promise<void>;
  /** @throws {@link Problem} 409 `channel/not-found` when the account has no such channel. */
  channel(channelId: number | null | undefined): Promise<void>;
}

export function createAdmission(db: Db, limits: AccountLimits): Admission {
  const channel: Admission['channel'] = async (channelId) => {
    if (typeof channelId !== 'number') return;
    const account = await limits.current();
    if (account !== undefined) requireChannel(account, channelId);
  };
  return {
    channel,
    async admit({ sizeBytes, metadata }) {
      const account = await limits.current();
      if (account === undefined) return;
      if (metadata.channelId !== undefined) requireChannel(account, metadata.channelId);
      const { quotaBytesLeft, dailyBytesLeft } = account;
      if (quotaBytesLeft === null && dailyBytesLeft === null) return;
      const ahead = await bytesAhead(db);
      // PeerTube refuses a file that fills a quota exactly, too.
      requireRoom(sizeBytes, quotaBytesLeft === null ? null : quotaBytesLeft - ahead, '');
      requireRoom(sizeBytes, dailyBytesLeft === null ? null : dailyBytesLeft - ahead, ' for today');
    },
  };
}

function requireRoom(sizeBytes: number, bytesLeft: number | null, when: string): void {
  if (bytesLeft === null || sizeBytes < bytesLeft) return;
  const left = Math.max(0, bytesLeft);
  const detail =
    `The file has ${sizeBytes} bytes, and the PeerTube account of this site has ${left} left${when}. ` +
    (when === '' ? 'Delete videos, or ask for a larger quota.' : 'Try again tomorrow, or ask for a larger quota.');
  throw new Problem(detail, { status: 413, code: 'upload/quota-exceeded' });
}

function requireChannel({ channels }: RemoteAccount, channelId: number): void {
  if (channels.some(({ id }) => id === channelId)) return;
  const detail = 'The PeerTube account of this site has no such channel; GET /api/v1/channels lists those it has.';
  throw new Problem(detail, { status: 409, code: 'channel/not-found', field: 'channelId' });
}

/** Bytes that are here whole and are not counted by PeerTube yet. */
async function bytesAhead(db: Db): Promise<number> {
  const [row] = await db
    .select({ bytes: sql<string>`coalesce(sum(${videos.sizeBytes}), 0)` })
    .from(videos)
    .where(
      and(
        inArray(videos.state, ['stored', 'publishing', 'local']),
        isNotNull(videos.nextAttemptAt),
        isNull(videos.peertubeResult),
        isNull(videos.deletedAt),
      ),
    );
  return Number(row?.bytes ?? 0);
}
