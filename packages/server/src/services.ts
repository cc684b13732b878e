import { join } from 'node:path';
import type { PiyakastEvent } from '@piyakast/sdk';
import { createAuthenticator } from './auth/authenticator.js';
import { createMediaTokens } from './auth/media-token.js';
import type { Principal } from './auth/principal.js';
import type { Config } from './config/config.js';
import { createSecretBox } from './crypto/secret-box.js';
import type { Database } from './db/database.js';
import type { StreamRow, VideoRow } from './db/schema.js';
import { createEventHub } from './events/hub.js';
import { createLocalFiles } from './files/local-files.js';
import { createSidecars } from './files/sidecars.js';
import type { AppDeps } from './http/context.js';
import { removeLeftoverLives } from './lives/cleanup.js';
import { createStreamService } from './lives/service.js';
import { streamView } from './lives/view.js';
import { createStreamWatcher } from './lives/watcher.js';
import type { Logger } from './log.js';
import { createMetrics } from './metrics.js';
import type { PeerTubeGateway } from './peertube/gateway.js';
import { createHealth } from './peertube/health.js';
import { createSdkGateway } from './peertube/sdk-gateway.js';
import { databaseTokenStore } from './peertube/token-store.js';
import { createPlaybacks } from './playback/playback.js';
import { createPublisher } from './publishing/publisher.js';
import { createQueue } from './publishing/queue.js';
import { finishReceived, removeExpiredFiles, removeOrphans } from './publishing/sweeps.js';
import { serviceStatus } from './status.js';
import { createReceiving } from './uploads/receiving.js';
import { dropClaims, noteOutage, wakeWaiting } from './videos/claims.js';
import { countWaiting } from './videos/rows.js';
import { createVideoService } from './videos/service.js';
import { type Addresses, videoView } from './videos/view.js';

const EXPIRED_FILES_MS = 60_000;
const ORPHANS_MS = 3_600_000;
/** The status follows every change, but not every change of many at once. */
const STATUS_DELAY_MS = 300;

const OUTAGE = { code: 'network/unreachable', detail: 'PeerTube stopped answering.' };

/** The parts of a server, and what runs beside the requests. */
export interface Services extends AppDeps {
  readonly gateway: PeerTubeGateway;
  /** Repairs what a crash left; before the first request. */
  repair(): Promise<void>;
  /** Begins to work. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  config: Config;
  secret: string;
  database: Database;
  log: Logger;
  addresses: () => Addresses;
  /** @defaultValue the SDK's, with the account of the configuration */
  gateway?: PeerTubeGateway | undefined;
}

/** Puts the parts together; starts nothing. */
export async function createServices({
  config,
  secret,
  database,
  log,
  addresses,
  ...options
}: ServiceOptions): Promise<Services> {
  const { db } = database;
  const box = createSecretBox(secret);
  const { peertube, categoryMap } = config;
  const gateway =
    options.gateway ?? createSdkGateway(peertube, databaseTokenStore(database, box, new URL(peertube.url).origin, log));
  const files = await createLocalFiles(join(config.dataDir, 'files'));
  const sidecars = createSidecars(db, files, log);
  const mediaTokens = createMediaTokens(secret);
  const metrics = createMetrics(() => countWaiting(db));
  const health = createHealth({ gateway, log, intervalMs: config.probeIntervalMs });

  const publisher = createPublisher({ db, files, gateway, health, box, log, metrics, config });
  const queue = createQueue({
    database,
    publisher,
    removeLeftover: (leftover) => removeLeftoverLives(db, gateway, log, leftover),
    concurrency: config.publishConcurrency,
    log,
  });
  const receiving = createReceiving({
    ...{ db, files, sidecars, box, log, metrics },
    extensions: () => health.current.extensions,
    onStored: queue.send,
  });
  const videos = createVideoService({ db, files, sidecars, gateway, box, categoryMap, onDue: queue.send });
  const { cleanUpLater } = queue;
  const streams = createStreamService({ db, gateway, health, box, log, metrics, categoryMap, cleanUpLater });
  const watcher = createStreamWatcher({ db, gateway, health, log, metrics });

  const playbacks = createPlaybacks({ gateway, mediaTokens, addresses });

  const viewVideo = (row: VideoRow, principal: Principal | undefined) =>
    videoView(row, principal, addresses(), mediaTokens);
  const viewStream = (row: StreamRow, principal: Principal | undefined) =>
    streamView(row, principal, addresses().publicUrl);
  const status = () => serviceStatus({ db, health, instanceUrl: gateway.url, maxUploadBytes: config.maxUploadBytes });
  const hub = createEventHub({
    database,
    log,
    videoView: async (row, principal) => ({ type: 'video', video: await viewVideo(row, principal) }),
    streamView: (row, principal) => ({ type: 'stream', stream: viewStream(row, principal) }),
  });

  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, what: string, task: () => Promise<void>) => {
    const run = () => task().catch((error: unknown) => log.error({ err: error }, `${what} failed`));
    timers.push(setInterval(run, ms));
    return run();
  };

  let statusTimer: NodeJS.Timeout | undefined;
  let told = '';
  const tellStatus = () => {
    if (hub.subscribers === 0) return;
    statusTimer ??= setTimeout(() => {
      statusTimer = undefined;
      status()
        .then((current) => {
          // When it was checked is no news.
          const essence = JSON.stringify({ ...current, peertube: current.peertube.map(({ state }) => state) });
          if (essence === told) return;
          told = essence;
          hub.broadcast({ type: 'status', status: current } satisfies PiyakastEvent);
        })
        .catch((error: unknown) => log.warn({ err: error }, 'the status could not be told'));
    }, STATUS_DELAY_MS);
  };

  health.onChange(({ state }) => {
    metrics.peertubeUp.set({ instance: gateway.url }, state === 'up' ? 1 : 0);
    tellStatus();
    const spread = state === 'up' ? wakeWaiting(db).then(() => queue.sweep()) : noteOutage(db, OUTAGE);
    spread.catch((error: unknown) => log.error({ err: error }, 'waiting videos could not be told'));
  });
  hub.onChange(tellStatus);

  return {
    ...{
      config,
      log,
      database,
      files,
      mediaTokens,
      receiving,
      videos,
      streams,
      playbacks,
      hub,
      metrics,
      addresses,
      status,
      gateway,
    },
    authenticator: createAuthenticator(config, secret),
    videoView: viewVideo,
    streamView: viewStream,

    async repair() {
      // The directory's lock says that no other server lives: whatever is held was held by the one that died.
      if (database.kind === 'pglite') await dropClaims(db);
      await hub.start();
      await sidecars.reconcile();
      await finishReceived(db, receiving, log);
    },

    async start() {
      await every(EXPIRED_FILES_MS, 'removing local files', () => removeExpiredFiles(db, files, log));
      await every(ORPHANS_MS, 'removing orphans', () => removeOrphans(db, files, log, config.receivingTtlMs));
      health.start();
      await queue.start();
      watcher.start();
    },

    async stop() {
      for (const timer of timers) clearInterval(timer);
      clearTimeout(statusTimer);
      await Promise.all([health.stop(), watcher.stop(), queue.stop()]);
      await gateway.close();
      await hub.stop();
    },
  };
}
