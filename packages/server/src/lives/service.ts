import { randomUUID } from 'node:crypto';
import { isPiyaError, type StreamCredentials, type StreamPatch, type StreamRequest } from '@piyakast/sdk';
import { maySee, type Principal } from '../auth/principal.js';
import type { StreamRow } from '../db/schema.js';
import type { Instance } from '../peertube/instances.js';
import { remoteFields } from '../peertube/remote-fields.js';
import { Problem } from '../problem.js';
import { checkPasswords } from '../videos/metadata.js';
import { requireManager } from '../videos/service.js';
import { createAtPeerTube, keyContext } from './create.js';
import { atInstance, type LiveDeps, noInstance, type StreamServiceDeps } from './deps.js';
import { rotateKey } from './rotate.js';
import { changeStream, deleteStream, findStream } from './rows.js';

/** The lives of this server's users. */
export interface StreamService {
  /** @throws {@link Problem} 503 `live/no-instance` at once when PeerTube is down; LiveError for what it refuses. */
  create(owner: Principal, request: StreamRequest): Promise<StreamRow>;
  /** @throws {@link Problem} 404 `live/not-found`, 401 or 403 `video/private`. */
  visible(id: string, principal: Principal | undefined): Promise<StreamRow>;
  /** @throws {@link Problem} 404 `live/not-found`, 401 `auth/not-signed-in`, 403 `auth/forbidden`. */
  managed(id: string, principal: Principal | undefined): Promise<StreamRow>;
  /** Changes it at PeerTube first. */
  update(row: StreamRow, patch: StreamPatch): Promise<StreamRow>;
  /** Gives it another key; id and address stay. @throws LiveError `live/already-started` while a replay would be lost. */
  rotateKey(row: StreamRow): Promise<StreamRow>;
  remove(row: StreamRow): Promise<void>;
  credentials(row: StreamRow): StreamCredentials;
}

export function createStreamService(deps: StreamServiceDeps): StreamService {
  const { db, instances, box, log } = deps;
  const own = (row: StreamRow) => atInstance(deps, instances.of(row.peertubeUrl));
  const existing = async (id: string) => {
    const row = await findStream(db, id);
    if (row === undefined) throw new Problem('There is no such live.', { status: 404, code: 'live/not-found' });
    return row;
  };
  return {
    create: (owner, request) => create(deps, owner, request),

    async visible(id, principal) {
      const row = await existing(id);
      if (maySee(principal, row)) return row;
      const options = { status: principal === undefined ? 401 : 403, code: 'video/private' as const };
      throw new Problem('This live is private; sign in with an account that may see it.', options);
    },

    async managed(id, principal) {
      const row = await existing(id);
      requireManager(principal, row);
      return row;
    },

    update: (row, patch) => update(own(row), row, patch),

    rotateKey: (row) => rotateKey(own(row), row),

    async remove(row) {
      await own(row).gateway.deleteVideo(row.peertubeUuid);
      await deleteStream(db, row.id);
      log.info({ event: 'stream.removed', streamId: row.id }, 'live deleted');
    },

    credentials: (row) => ({
      rtmpUrl: row.rtmpUrl,
      rtmpsUrl: row.rtmpsUrl,
      streamKey: box.open(row.streamKey, keyContext(row.id)),
    }),
  };
}

const AWAY = 'PeerTube does not answer, and a live cannot wait: nothing was made. Try again in a moment.';

async function create(deps: StreamServiceDeps, owner: Principal, request: StreamRequest): Promise<StreamRow> {
  const { instances, admission, log, metrics } = deps;
  if (instances.state === 'down') {
    metrics.streams.inc({ result: 'failed', reason: 'live/no-instance' });
    throw noInstance(AWAY);
  }
  const make = async (instance: Instance) => {
    try {
      return await createAtPeerTube(atInstance(deps, instance), { id: randomUUID(), ownerId: owner.subject, request });
    } catch (error) {
      if (isAway(error)) void instance.health.check();
      throw error;
    }
  };
  try {
    await admission.channel(request.channelId);
    const own = request.channelId === undefined ? undefined : await instances.withChannel(request.channelId);
    const row = await (own === undefined ? instances.place(make) : make(own));
    metrics.streams.inc({ result: 'ok', reason: '' });
    const line = { event: 'stream.created', streamId: row.id, instance: row.peertubeUrl, rtmpUrl: row.rtmpUrl };
    log.info(line, 'live created');
    return row;
  } catch (error) {
    const code = isPiyaError(error) ? error.code : 'http/server-error';
    metrics.streams.inc({ result: 'failed', reason: code });
    log.warn({ event: 'stream.failed', code }, 'live not created');
    if (!isAway(error)) throw error;
    throw noInstance(AWAY, error);
  }
}

const isAway = (error: unknown): boolean => isPiyaError(error) && error.code.startsWith('network/');

async function update(
  { db, gateway, box, categoryMap, admission }: LiveDeps,
  row: StreamRow,
  patch: StreamPatch,
): Promise<StreamRow> {
  const { permanentLive, saveReplay, replayPrivacy, latencyMode, scheduledAt, dvrWindow, channelId, ...rest } = patch;
  const { videoPasswords, ...video } = rest;
  await admission.channel(channelId);
  const sealed = videoPasswords ? box.seal(JSON.stringify(videoPasswords), `passwords:${row.id}`) : row.videoPasswords;
  const next = { ...row, ...defined(video), channelId: channelId ?? row.peertubeChannelId, videoPasswords: sealed };
  if (sealed === null || videoPasswords)
    checkPasswords({ privacy: next.privacy, videoPasswords: videoPasswords ?? [] });
  const settings = {
    permanentLive: permanentLive ?? row.permanentLive,
    saveReplay: saveReplay ?? row.saveReplay,
    latencyMode: latencyMode ?? row.latencyMode,
    replayPrivacy: replayPrivacy ?? row.replayPrivacy ?? undefined,
    scheduledAt: scheduledAt === undefined ? row.scheduledAt : scheduledAt === null ? null : new Date(scheduledAt),
    dvrWindow: dvrWindow ?? row.dvrWindow,
  };
  const given = [permanentLive, saveReplay, replayPrivacy, latencyMode, scheduledAt, dvrWindow];
  const changesLive = given.some((value) => value !== undefined);
  if (changesLive) await gateway.updateLive(row.peertubeUuid, settings);
  if (Object.keys(rest).length > 0 || channelId !== undefined) {
    await gateway.updateVideo(row.peertubeUuid, await remoteFields(next, { gateway, box, categoryMap }));
  }
  const plain = { ...defined(video), videoPasswords: sealed };
  const change = { ...plain, ...settings, replayPrivacy: settings.replayPrivacy ?? null };
  return (await changeStream(db, row.id, { ...change, peertubeChannelId: next.channelId })) ?? row;
}

function defined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
