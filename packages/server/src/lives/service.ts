import { randomUUID } from 'node:crypto';
import { isPiyaError, type StreamCredentials, type StreamRequest } from '@piyakast/sdk';
import { maySee, type Principal } from '../auth/principal.js';
import type { SecretBox } from '../crypto/secret-box.js';
import type { Db } from '../db/database.js';
import type { StreamRow } from '../db/schema.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { PeerTubeGateway, RemoteLiveSettings } from '../peertube/gateway.js';
import type { Health } from '../peertube/health.js';
import { remoteFields } from '../peertube/remote-fields.js';
import { Problem } from '../problem.js';
import { requireManager } from '../videos/service.js';
import { changeStream, deleteStream, findStream, insertStream } from './rows.js';

export interface StreamServiceDeps {
  db: Db;
  gateway: PeerTubeGateway;
  health: Health;
  box: SecretBox;
  log: Logger;
  metrics: Metrics;
  categoryMap: Readonly<Record<string, string | number>>;
  /** Takes back, later and as often as needed, what a creation without an answer may have left at PeerTube. */
  cleanUpLater: (leftover: { name: string; createdAfterMs: number }) => Promise<void>;
}

/** The lives of this server's users. */
export interface StreamService {
  /** @throws {@link Problem} 503 `live/no-instance` at once when PeerTube is down; LiveError for what it refuses. */
  create(owner: Principal, request: StreamRequest): Promise<StreamRow>;
  visible(id: string, principal: Principal | undefined): Promise<StreamRow>;
  managed(id: string, principal: Principal | undefined): Promise<StreamRow>;
  update(row: StreamRow, patch: Partial<StreamRequest>): Promise<StreamRow>;
  remove(row: StreamRow): Promise<void>;
  credentials(row: StreamRow): StreamCredentials;
}

/** Where a sealed key belongs; it does not open in another row. */
const keyContext = (id: string) => `stream-key:${id}`;

export function createStreamService(deps: StreamServiceDeps): StreamService {
  const { db, gateway, health, box, log, metrics, categoryMap } = deps;
  const options = { gateway, box, categoryMap };

  const existing = async (id: string) => {
    const row = await findStream(db, id);
    if (row === undefined) throw new Problem('There is no such live.', { status: 404, code: 'live/not-found' });
    return row;
  };

  const createAtPeerTube = async (id: string, owner: Principal, request: StreamRequest): Promise<StreamRow> => {
    const { replayPrivacy, channelId, ...asked } = request;
    const settings: RemoteLiveSettings = {
      permanentLive: asked.permanentLive ?? false,
      saveReplay: asked.saveReplay ?? true,
      latencyMode: asked.latencyMode ?? 'default',
      replayPrivacy,
    };
    const fields = {
      name: asked.name,
      description: asked.description ?? null,
      category: asked.category ?? null,
      language: asked.language ?? null,
      tags: asked.tags ?? [],
      privacy: asked.privacy ?? ('public' as const),
      nsfw: asked.nsfw ?? false,
    };
    const remoteFieldsOfLive = await remoteFields({ ...fields, id, channelId: channelId ?? null }, options);
    const startedAtMs = Date.now();
    try {
      const ids = await gateway.createLive({ ...remoteFieldsOfLive, ...settings });
      try {
        const [live, video] = await Promise.all([gateway.live(ids.uuid), gateway.video(ids.uuid)]);
        if (live === undefined || video === undefined) throw noInstance('PeerTube lost the live that it just made.');
        return await insertStream(db, {
          ...fields,
          ...settings,
          id,
          replayPrivacy: replayPrivacy ?? null,
          ownerId: owner.subject,
          state: 'waiting',
          peertubeUrl: gateway.url,
          peertubeId: video.id,
          peertubeUuid: video.uuid,
          peertubeEmbedUrl: video.embedUrl,
          peertubeChannelId: video.channelId,
          rtmpUrl: live.rtmpUrl,
          rtmpsUrl: live.rtmpsUrl,
          streamKey: box.seal(live.streamKey, keyContext(id)),
          nextCheckAt: new Date(),
        });
      } catch (error) {
        await gateway.deleteVideo(ids.uuid).catch((reason: unknown) => {
          log.warn({ err: reason }, 'a half-made live will be removed at PeerTube later');
          return deps.cleanUpLater({ name: request.name, createdAfterMs: startedAtMs });
        });
        throw error;
      }
    } catch (error) {
      // Without an answer nobody knows whether it was made.
      if (isPiyaError(error) && error.code.startsWith('network/')) {
        await deps.cleanUpLater({ name: request.name, createdAfterMs: startedAtMs });
      }
      throw error;
    }
  };

  return {
    async create(owner, request) {
      if (health.current.state === 'down') {
        metrics.streams.inc({ result: 'failed', reason: 'live/no-instance' });
        throw noInstance('PeerTube does not answer, and a live cannot wait: nothing was made. Try again in a moment.');
      }
      const id = randomUUID();
      try {
        const row = await createAtPeerTube(id, owner, request);
        metrics.streams.inc({ result: 'ok', reason: '' });
        log.info(
          { event: 'stream.created', streamId: id, instance: gateway.url, rtmpUrl: row.rtmpUrl },
          'live created',
        );
        return row;
      } catch (error) {
        const code = isPiyaError(error) ? error.code : 'http/server-error';
        metrics.streams.inc({ result: 'failed', reason: code });
        log.warn({ event: 'stream.failed', code }, 'live not created');
        if (!code.startsWith('network/')) throw error;
        void health.check();
        throw noInstance(
          'PeerTube does not answer, and a live cannot wait: nothing was made. Try again in a moment.',
          error,
        );
      }
    },

    async visible(id, principal) {
      const row = await existing(id);
      if (maySee(principal, row)) return row;
      const options = { status: principal === undefined ? 401 : 403, code: 'video/private' as const };
      throw new Problem('This live is private; sign in as somebody who may see it.', options);
    },

    async managed(id, principal) {
      const row = await existing(id);
      requireManager(principal, row);
      return row;
    },

    async update(row, patch) {
      const { permanentLive, saveReplay, replayPrivacy, latencyMode, channelId, ...video } = patch;
      const next = { ...row, ...defined(video), channelId: channelId ?? row.peertubeChannelId };
      const settings = {
        permanentLive: permanentLive ?? row.permanentLive,
        saveReplay: saveReplay ?? row.saveReplay,
        latencyMode: latencyMode ?? row.latencyMode,
        replayPrivacy: replayPrivacy ?? row.replayPrivacy ?? undefined,
      };
      const changesLive = [permanentLive, saveReplay, replayPrivacy, latencyMode].some((value) => value !== undefined);
      if (changesLive) await gateway.updateLive(row.peertubeUuid, settings);
      if (Object.keys(video).length > 0 || channelId !== undefined) {
        await gateway.updateVideo(row.peertubeUuid, await remoteFields(next, options));
      }
      const change = { ...defined(video), ...settings, replayPrivacy: settings.replayPrivacy ?? null };
      return (await changeStream(db, row.id, { ...change, peertubeChannelId: next.channelId })) ?? row;
    },

    async remove(row) {
      await gateway.deleteVideo(row.peertubeUuid);
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

function noInstance(detail: string, cause?: unknown): Problem {
  return new Problem(detail, { status: 503, code: 'live/no-instance', retryable: true, cause });
}

function defined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
