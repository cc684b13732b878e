import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../db/database.js';
import { type VideoRow, videos } from '../db/schema.js';
import type { FileStorage } from '../files/storage.js';
import type { Logger } from '../log.js';
import type { PeerTubeGateway, RemoteUpload } from '../peertube/gateway.js';
import { removeOrphans } from '../publishing/sweeps.js';
import { release } from '../videos/claims.js';
import { abandonedUploads, changeVideo } from '../videos/rows.js';

/** Something that database, storage and PeerTube do not agree about. */
export interface Finding {
  kind: /** PeerTube has more than one video of this upload. */
    | 'duplicate'
    /** PeerTube has a video of this server, and the database does not know it. */
    | 'unknown-video'
    /** The database has a published video, and PeerTube does not have it any more. */
    | 'missing-at-peertube'
    /** A video that waits has no whole file here. */
    | 'missing-file'
    /** A file here belongs to no video. */
    | 'unknown-file'
    /** An upload that its browser has given up. */
    | 'half-upload';
  /** Of the video, here. */
  id: string;
  /** At PeerTube. */
  uuid: string | null;
  detail: string;
  /** What was done about it; null when it was only looked at, or needs a person. */
  repair: string | null;
}

export interface ReconcileDeps {
  db: Db;
  files: FileStorage;
  gateways: readonly Pick<PeerTubeGateway, 'url' | 'uploads' | 'deleteVideo'>[];
  log: Logger;
  receivingTtlMs: number;
  onDue: (id: string) => void;
}

/**
 * Compares database, storage and PeerTube.
 *
 * @param options - `repair`: removes second videos and what is abandoned, and sends again what PeerTube lost while the file
 * is here. Nothing is deleted that exists only once.
 * @throws What PeerTube answers when it cannot be asked: half a comparison would find what is not so.
 */
export async function reconcile(deps: ReconcileDeps, { repair }: { repair: boolean }): Promise<Finding[]> {
  const remote: Finding[] = [];
  for (const gateway of deps.gateways) remote.push(...(await compareWithPeerTube(deps, gateway, repair)));
  return [...remote, ...(await compareWithStorage(deps, repair))];
}

async function compareWithPeerTube(
  deps: ReconcileDeps,
  gateway: ReconcileDeps['gateways'][number],
  repair: boolean,
): Promise<Finding[]> {
  const { db } = deps;
  const atPeerTube = and(eq(videos.peertubeUrl, gateway.url), isNotNull(videos.peertubeResult));
  const before = await db.select().from(videos).where(atPeerTube);
  const known = new Set(before.map(({ peertubeResult }) => peertubeResult?.uuid ?? ''));
  const uploads = await gateway.uploads(known);
  const findings: Finding[] = [];
  for (const row of before) {
    if (row.deletedAt === null && !uploads.some(({ uuid }) => uuid === row.peertubeResult?.uuid)) {
      findings.push(await missingThere(deps, row, repair));
    }
  }
  for (const upload of uploads) {
    if (upload.key !== undefined && !known.has(upload.uuid)) {
      const finding = await strange(deps, gateway, upload as RemoteUpload & { key: string }, repair);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return findings;
}

/** PeerTube has the video no more; the file here, if it is kept, is sent again. */
async function missingThere({ db, files, onDue }: ReconcileDeps, row: VideoRow, repair: boolean): Promise<Finding> {
  const uuid = row.peertubeResult?.uuid ?? null;
  const isHere = row.fileDeletedAt === null && (await files.size(row.id)) === row.sizeBytes;
  const finding: Finding = {
    ...{ kind: 'missing-at-peertube', id: row.id, uuid, repair: null },
    detail: `"${row.name}" is not at PeerTube any more, and its file is ${isHere ? 'still here' : 'not here either'}`,
  };
  if (!repair || !isHere) return finding;
  const anew = { step: 'send' as const, stepSince: sql`now()`, peertubeUpload: null, peertubeResult: null };
  const there = { peertubeUuid: null, peertubeId: null, peertubeEmbedUrl: null, fileExpiresAt: null };
  const same = eq(videos.revision, row.revision);
  await changeVideo(db, row.id, { ...anew, ...there, ...release(0), state: 'stored', publishedBytes: 0 }, same);
  onDue(row.id);
  return { ...finding, repair: 'is sent again' };
}

/** A video of this server that no row points at: a second one, or one whose row was lost. */
async function strange(
  { db, log }: ReconcileDeps,
  gateway: ReconcileDeps['gateways'][number],
  { uuid, name, key }: RemoteUpload & { key: string },
  repair: boolean,
): Promise<Finding | undefined> {
  const [row] = await db.select().from(videos).where(sql`${videos.id} = ${key}`);
  // Made while this compared, or not noted yet: its own row finds it.
  if (row !== undefined && (row.peertubeResult === null || row.peertubeResult.uuid === uuid)) return undefined;
  if (row === undefined) {
    const detail = `"${name}" was uploaded by this server, and the database does not know it`;
    return { kind: 'unknown-video', id: key, uuid, detail, repair: null };
  }
  const finding: Finding = {
    ...{ kind: 'duplicate', id: key, uuid, repair: null },
    detail: `"${name}" is at PeerTube twice; the row has ${row.peertubeResult?.uuid}`,
  };
  if (!repair) return finding;
  await gateway.deleteVideo(uuid);
  log.info({ event: 'video.duplicate-removed', videoId: key, uuid }, 'a second video was removed at PeerTube');
  return { ...finding, repair: 'removed at PeerTube' };
}

async function compareWithStorage(deps: ReconcileDeps, repair: boolean): Promise<Finding[]> {
  const { db, files, log, receivingTtlMs, onDue } = deps;
  const findings: Finding[] = [];
  const waiting = await db
    .select()
    .from(videos)
    .where(
      and(
        inArray(videos.state, ['stored', 'local', 'publishing']),
        isNull(videos.deletedAt),
        isNull(videos.fileDeletedAt),
        isNull(videos.peertubeResult),
      ),
    );
  for (const row of waiting) {
    if ((await files.size(row.id)) === row.sizeBytes) continue;
    const detail = `"${row.name}" waits for PeerTube, and its file is not whole here`;
    findings.push({
      kind: 'missing-file',
      id: row.id,
      uuid: null,
      detail,
      repair: repair ? 'looked for at PeerTube' : null,
    });
    if (!repair) continue;
    await changeVideo(db, row.id, release(0), eq(videos.revision, row.revision));
    onDue(row.id);
  }
  const removed = repair ? 'removed' : null;
  for (const { id, name } of await abandonedUploads(db, receivingTtlMs)) {
    const detail = `the upload of "${name}" was given up`;
    findings.push({ kind: 'half-upload', id, uuid: null, detail, repair: removed });
  }
  const rows = await db
    .select({ id: videos.id })
    .from(videos)
    .where(or(isNull(videos.fileDeletedAt), isNull(videos.deletedAt)));
  const known = new Set(rows.map(({ id }) => id));
  for (const { id, modifiedAtMs } of await files.list()) {
    if (known.has(id) || modifiedAtMs > Date.now() - receivingTtlMs) continue;
    findings.push({ kind: 'unknown-file', id, uuid: null, detail: 'a file that belongs to no video', repair: removed });
  }
  if (repair) await removeOrphans(db, files, log, receivingTtlMs);
  return findings;
}
