import { randomUUID } from 'node:crypto';
import { HEAD_BYTES, type VideoMetadata } from '@piyakast/sdk';
import { eq, sql } from 'drizzle-orm';
import type { Principal } from '../auth/principal.js';
import type { UserLimits } from '../config/config.js';
import type { SecretBox } from '../crypto/secret-box.js';
import type { Db } from '../db/database.js';
import type { VideoRow } from '../db/schema.js';
import { videos } from '../db/schema.js';
import type { Sidecars } from '../files/sidecars.js';
import type { FileStorage } from '../files/storage.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import { Problem } from '../problem.js';
import { changeVideo, findVideo, findVideoByKey, insertVideo } from '../videos/rows.js';
import { requireAllowance } from './allowance.js';
import { recognizeStored } from './recognize.js';

/** What a browser announces before the first byte. */
export interface Announcement {
  metadata: VideoMetadata;
  filename: string;
  mediaType: string;
  sizeBytes: number;
  /** The browser's own name for this upload; announcing it twice makes one video. */
  key: string | undefined;
}

/** The way of a file from a browser to the disk: `receiving -> stored`, or `rejected`. */
export interface Receiving {
  /** @throws {@link Problem} 413 `upload/quota-exceeded`, 409 `channel/not-found`, when it is new. */
  begin(owner: Principal, announcement: Announcement): Promise<{ row: VideoRow; isNew: boolean }>;
  /** Notes how far it came, and refuses early what can be seen to be no video. */
  progress(id: string, receivedBytes: number): Promise<void>;
  /**
   * Ends the reception when every byte is there: the file and its sidecar are on the disk, then the row says
   * `stored`.
   *
   * @returns The row as it is now; still `receiving` when bytes are missing.
   * @throws {@link Problem} 415 `upload/unsupported-type`.
   */
  finish(id: string): Promise<VideoRow | undefined>;
}

export interface ReceivingDeps {
  db: Db;
  files: FileStorage;
  sidecars: Pick<Sidecars, 'write'>;
  box: SecretBox;
  log: Logger;
  metrics: Metrics;
  /** Throws for what PeerTube could not take in the end. */
  admit: (announcement: Announcement) => Promise<void>;
  userLimits: UserLimits;
  /** What the instance takes, as it said last; empty while it has not been asked. */
  extensions: () => readonly string[];
  /** Called when a video is stored and may go to PeerTube. */
  onStored: (id: string) => void;
}

/** One factory: its steps are short and share the database, the files and what to do after a stored byte. */
export function createReceiving({
  db,
  files,
  sidecars,
  box,
  log,
  metrics,
  admit,
  userLimits,
  extensions,
  onStored,
}: ReceivingDeps): Receiving {
  const begin: Receiving['begin'] = async (owner, announcement) => {
    const { metadata, key, ...file } = announcement;
    const known = key === undefined ? undefined : await findVideoByKey(db, owner.subject, key);
    if (known !== undefined) {
      // Its file is missing when the server died between the row and the file.
      if (known.state === 'receiving') await files.create(known.id, known.sizeBytes);
      return { row: known, isNew: false };
    }
    await admit(announcement);
    const { videoPasswords, privacy = 'public', ...fields } = metadata;
    const id = randomUUID();
    const row = {
      ...fields,
      ...file,
      id,
      privacy,
      ownerId: owner.subject,
      uploadKey: key ?? null,
      videoPasswords: videoPasswords === undefined ? null : box.seal(JSON.stringify(videoPasswords), `passwords:${id}`),
      state: 'receiving' as const,
    };
    try {
      const inserted = await db.transaction(async (transaction) => {
        await requireAllowance(transaction, owner.subject, file.sizeBytes, userLimits);
        return insertVideo(transaction, row);
      });
      return { row: inserted, isNew: true };
    } catch (error) {
      // The same announcement came twice at once: the row that was first stands.
      const first = key === undefined ? undefined : await findVideoByKey(db, owner.subject, key);
      if (first === undefined) throw error;
      return { row: first, isNew: false };
    }
  };

  const reject = async (row: VideoRow, detail: string): Promise<Problem> => {
    const problem = new Problem(detail, { status: 415, code: 'upload/unsupported-type' });
    const change = { state: 'rejected' as const, problemCode: problem.code, problemDetail: problem.message };
    await changeVideo(db, row.id, { ...change, fileDeletedAt: sql`now()` }, eq(videos.state, 'receiving'));
    await files.remove(row.id);
    metrics.uploads.inc({ result: 'rejected' });
    log.info({ event: 'video.rejected', videoId: row.id, code: problem.code }, 'upload refused by its content');
    return problem;
  };

  const progress: Receiving['progress'] = async (id, receivedBytes) => {
    const row = await changeVideo(db, id, { receivedBytes }, eq(videos.state, 'receiving'));
    if (row === undefined || row.extension !== null || receivedBytes < HEAD_BYTES) return;
    const head = await files.head(id, HEAD_BYTES);
    // What lies in a bucket in parts is recognised when it is whole.
    if (head === undefined) return;
    const content = recognizeStored(head, row.filename, extensions());
    if ('refusal' in content) throw await reject(row, content.refusal);
    await changeVideo(db, id, content, eq(videos.state, 'receiving'));
  };

  const finish: Receiving['finish'] = async (id) => {
    const row = await findVideo(db, id);
    if (row === undefined || row.state !== 'receiving') return row;
    if (!(await files.complete(id, row.sizeBytes))) return row;
    const head = (await files.head(id, HEAD_BYTES)) ?? new Uint8Array();
    const content = recognizeStored(head, row.filename, extensions());
    if ('refusal' in content) throw await reject(row, content.refusal);
    const received = { ...content, receivedAt: new Date() };
    await sidecars.write({ ...row, ...received });
    const change = { ...received, state: 'stored' as const, receivedBytes: row.sizeBytes };
    const times = { nextAttemptAt: sql`now()` };
    const stored = await changeVideo(db, id, { ...change, ...times }, eq(videos.state, 'receiving'));
    if (stored === undefined) return findVideo(db, id);
    metrics.uploads.inc({ result: 'received' });
    metrics.receivedBytes.inc(row.sizeBytes);
    log.info({ event: 'video.received', videoId: id, sizeBytes: row.sizeBytes }, 'upload received and stored');
    onStored(id);
    return stored;
  };

  return { begin, progress, finish };
}
