import { isPiyaError, NetworkError, PiyaError, type Random, UploadError } from '@piyakast/sdk';
import { and, eq, sql } from 'drizzle-orm';
import type { Config } from '../config/config.js';
import type { SecretBox } from '../crypto/secret-box.js';
import type { Db } from '../db/database.js';
import { type PeerTubeIds, type VideoRow, videos } from '../db/schema.js';
import type { LocalFiles } from '../files/local-files.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { BegunUpload, PeerTubeGateway, RemoteVideo } from '../peertube/gateway.js';
import type { Health } from '../peertube/health.js';
import { publishFile, remoteFields } from '../peertube/remote-fields.js';
import { CLAIM_SECONDS, type Claim, claimVideo, release } from '../videos/claims.js';
import { inSeconds, type VideoChange } from '../videos/rows.js';
import { keepAlive, latestProgress, type OutageWatch, offline, watchOutage } from './attempt.js';
import { backoffSeconds } from './backoff.js';
import { judgeFailure } from './failure.js';
import { removeExpiredFile } from './sweeps.js';
import { ClaimLostError, uploadRecords } from './upload-records.js';

/** PeerTube's state numbers that will never become "plays" by themselves (contract, sections 7 and 14). */
const FAILED_STATES = [7, 8, 11, 12];
const PLAYABLE = 1;
/** How often PeerTube is asked whether it has transcoded a video: often at first, then less. */
const FIRST_POLL_SECONDS = 1;
const LONGEST_POLL_SECONDS = 20;

/** How long PeerTube may be at work on a file that it has whole; what becomes of a deleted one is looked for as long. */
const DOUBT_MS = 30 * 60_000;
const FIRST_DOUBT_SECONDS = 5;

export interface PublisherDeps {
  db: Db;
  files: LocalFiles;
  gateway: PeerTubeGateway;
  health: Health;
  box: SecretBox;
  log: Logger;
  metrics: Metrics;
  config: Pick<Config, 'localFilePolicy' | 'categoryMap'>;
  random?: Random;
}

/**
 * Does the next step of one video's way to PeerTube, and notes in its row when to come again.
 *
 * Running twice, in one process or in two, does no harm: only who holds the row works.
 */
export type Publisher = (videoId: string, signal: AbortSignal) => Promise<void>;

export function createPublisher(deps: PublisherDeps): Publisher {
  const { db, files, gateway, health, box, log, metrics, config } = deps;

  const upload = async (claim: Claim, outage: OutageWatch, signal: AbortSignal): Promise<VideoRow> => {
    const { row } = claim;
    const started = await claim.change({
      state: 'publishing',
      problemCode: null,
      problemDetail: null,
      metadataChanged: false,
    });
    if (started === undefined) throw new ClaimLostError();
    log.info(
      { event: 'video.publishing', videoId: row.id, instance: gateway.url, attempt: row.attempts },
      'publishing',
    );
    const progress = latestProgress((publishedBytes) => claim.change({ publishedBytes }), log);
    const ids = await gateway.upload({
      // The account is one for all users: a name that a browser chose could lead to another's video.
      key: row.id,
      file: publishFile(started, files),
      fields: await remoteFields(started, { gateway, box, categoryMap: config.categoryMap }),
      waitTranscoding: config.localFilePolicy.kind !== 'immediate',
      records: uploadRecords(claim),
      onProgress: ({ sentBytes, phase }) => {
        outage.heard();
        progress.report(sentBytes);
        if (phase === 'waiting') void health.check();
      },
      signal: AbortSignal.any([signal, outage.signal]),
    });
    await progress.settled();
    return uploaded(claim, ids);
  };

  /** A row that a power cut set back, after the file had gone: PeerTube has the video, or nobody has. */
  const findLost = async (claim: Claim): Promise<VideoRow> => {
    const ids = await gateway.findUpload(claim.row.id, begunUpload(claim.row));
    if (ids !== undefined) return uploaded(claim, ids);
    const message = 'The file of this video is not on the server any more, and PeerTube does not have it either.';
    throw new UploadError(message, { code: 'upload/invalid-file' });
  };

  const uploaded = async (claim: Claim, ids: PeerTubeIds): Promise<VideoRow> => {
    // From here on nothing is sent again: the row knows the video.
    const change = {
      peertubeResult: ids,
      peertubeUrl: gateway.url,
      peertubeUpload: null,
      publishedBytes: claim.row.sizeBytes,
    };
    const saved = await claim.change({ ...change, attempts: 0 });
    if (saved === undefined) throw new ClaimLostError();
    return saved;
  };

  const settle = async (claim: Claim, row: VideoRow): Promise<void> => {
    const uuid = row.peertubeResult?.uuid ?? '';
    const remote = await gateway.video(uuid);
    if (remote === undefined) {
      await claim.note({ peertubeResult: null });
      throw new PiyaError('The video was removed at PeerTube before it could play there.', { code: 'video/not-found' });
    }
    if (FAILED_STATES.includes(remote.stateId)) {
      const message = 'PeerTube could not process the video; its administrator finds the reason in its job list.';
      throw new PiyaError(message, { code: 'video/processing-failed' });
    }
    if (remote.stateId !== PLAYABLE && config.localFilePolicy.kind !== 'immediate') {
      // Since the upload ended, an attempt is a look.
      const pause = Math.min(LONGEST_POLL_SECONDS, FIRST_POLL_SECONDS * 1.3 ** row.attempts);
      if (row.state === 'publishing') await claim.note(release(pause));
      else await claim.change({ ...release(pause), state: 'publishing', problemCode: null, problemDetail: null });
      return;
    }
    if (row.metadataChanged) {
      const fields = await remoteFields(row, { gateway, box, categoryMap: config.categoryMap });
      await gateway.updateVideo(uuid, fields);
    }
    if (!(await publish(row, remote))) throw new ClaimLostError();
    await removeExpiredFile(db, files, log, row.id);
  };

  /** All that the world needs to know of it, in one transaction; a change made meanwhile is kept for the next round. */
  const publish = async (row: VideoRow, remote: RemoteVideo): Promise<boolean> => {
    const policy = config.localFilePolicy;
    const change: VideoChange = {
      ...release(null),
      state: 'published',
      problemCode: null,
      problemDetail: null,
      attempts: 0,
      peertubeId: remote.id,
      peertubeUuid: remote.uuid,
      peertubeEmbedUrl: remote.embedUrl,
      peertubeDownloadUrl: remote.downloadUrl,
      peertubeChannelId: remote.channelId,
      durationSeconds: remote.durationSeconds > 0 ? remote.durationSeconds : row.durationSeconds,
      publishedBytes: row.sizeBytes,
      metadataChanged: false,
      publishedAt: sql`now()`,
      updatedAt: sql`now()`,
      revision: sql`nextval('revisions')`,
      fileExpiresAt: inSeconds(policy.kind === 'keep' ? policy.days * 86_400 : 0),
    };
    const held = and(eq(videos.id, row.id), eq(videos.claimId, row.claimId ?? ''), eq(videos.revision, row.revision));
    const [done] = await db.update(videos).set(change).where(held).returning();
    if (done === undefined) return false;
    metrics.publishes.inc({ instance: gateway.url, result: 'ok', reason: '' });
    metrics.publishSeconds.observe(
      { instance: gateway.url },
      (Date.now() - (row.receivedAt?.getTime() ?? Date.now())) / 1000,
    );
    log.info({ event: 'video.published', videoId: row.id, instance: gateway.url, uuid: remote.uuid }, 'published');
    return true;
  };

  const remove = async (claim: Claim): Promise<void> => {
    const { row } = claim;
    await files.remove(row.id);
    if (row.peertubeResult !== null) await gateway.deleteVideo(row.peertubeResult.uuid);
    else if (mayBeAtPeerTube(row)) {
      const begun = begunUpload(row);
      const isGone = await gateway.withdrawUpload(row.id, begun);
      const doubtMs = Date.now() - (begun.finishingSinceMs ?? 0);
      if (!isGone && doubtMs < DOUBT_MS) {
        await claim.note(release(Math.max(FIRST_DOUBT_SECONDS, doubtMs / 1000)));
        return;
      }
    }
    await db.delete(videos).where(and(eq(videos.id, row.id), eq(videos.claimId, row.claimId ?? '')));
    log.info({ event: 'video.removed', videoId: row.id }, 'deleted everywhere');
  };

  const fail = async (claim: Claim, error: unknown): Promise<void> => {
    const failure = judgeFailure(error, claim.row.attempts, deps.random);
    if (failure.unreachable) void health.check();
    const next = release(failure.retryAfterSeconds);
    if (claim.row.deletedAt !== null) {
      await claim.note(release(failure.retryAfterSeconds ?? CLAIM_SECONDS));
      log.warn({ err: error, videoId: claim.row.id }, 'not removed at PeerTube yet');
      return;
    }
    await claim.change({ ...next, state: 'local', problemCode: failure.code, problemDetail: failure.detail });
    const labels = { instance: gateway.url, reason: failure.code };
    metrics.publishes.inc({ ...labels, result: 'failed' });
    if (claim.row.state !== 'local') metrics.fallbacks.inc(labels);
    const line = { event: 'video.local', videoId: claim.row.id, code: failure.code, again: failure.retryAfterSeconds };
    if (isPiyaError(error)) log.warn({ ...line, detail: failure.detail }, 'stays on this server for now');
    else log.error({ ...line, err: error }, 'stays on this server for now');
  };

  const advance = async (claim: Claim, outage: OutageWatch, signal: AbortSignal): Promise<void> => {
    const { row } = claim;
    if (row.deletedAt !== null) return remove(claim);
    if (health.current.state === 'down') throw new NetworkError('PeerTube does not answer.', offline);
    if (row.peertubeResult !== null) return settle(claim, row);
    const isHere = (await files.size(row.id)) === row.sizeBytes;
    await settle(claim, isHere ? await upload(claim, outage, signal) : await findLost(claim));
  };

  return async (videoId, signal) => {
    const claim = await claimVideo(db, videoId);
    if (claim === undefined) return;
    if (health.current.state === 'down' && isKnownToWait(claim.row)) {
      // Nothing new to say; the return of PeerTube ends the wait before its time.
      await claim.note(release(backoffSeconds(claim.row.attempts, deps.random)));
      return;
    }
    const held = keepAlive(claim, log);
    const outage = watchOutage(health);
    try {
      await outage.race(advance(claim, outage, AbortSignal.any([signal, held.signal])));
    } catch (error) {
      if (error instanceof ClaimLostError || held.signal.aborted) {
        log.debug({ videoId }, 'the attempt ended: the video is not ours any more');
        // A visible change in between only means one more round.
        await claim.note(release(0));
      } else if (signal.aborted) await claim.note(release(0));
      else await fail(claim, error);
    } finally {
      outage.stop();
      held.stop();
    }
  };
}

/** An upload whose last chunk did not go out yet is no video; PeerTube purges it by itself. */
const mayBeAtPeerTube = ({ peertubeUrl, peertubeUpload }: VideoRow): boolean =>
  peertubeUpload === null ? peertubeUrl !== null : peertubeUpload.finishingSinceMs !== undefined;

const begunUpload = ({ name, peertubeUpload, receivedAt, createdAt }: VideoRow): BegunUpload => ({
  name,
  sinceMs: peertubeUpload?.createdAtMs ?? (receivedAt ?? createdAt).getTime(),
  finishingSinceMs: peertubeUpload?.finishingSinceMs,
});

const isKnownToWait = (row: VideoRow): boolean =>
  row.deletedAt !== null || (row.state === 'local' && row.problemCode !== null);
