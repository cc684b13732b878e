import { createAuthenticator } from './auth/authenticator.js';
import { createMediaTokens } from './auth/media-token.js';
import type { Principal } from './auth/principal.js';
import type { Config } from './config/config.js';
import { createCopies } from './copies/copies.js';
import { type Ffmpeg, findFfmpeg } from './copies/ffmpeg.js';
import { createSecretBox } from './crypto/secret-box.js';
import type { Database } from './db/database.js';
import { createKnown } from './db/known.js';
import type { StreamRow, VideoRow } from './db/schema.js';
import { createEventHub } from './events/hub.js';
import { createStatusBroadcast } from './events/status-broadcast.js';
import { openStorage } from './files/open-storage.js';
import { createSidecars } from './files/sidecars.js';
import type { FileStorage } from './files/storage.js';
import type { AppDeps } from './http/context.js';
import { type Background, createBackground } from './jobs/background.js';
import { createBoss } from './jobs/boss.js';
import { createJobs } from './jobs/jobs.js';
import { reconcile } from './jobs/reconcile.js';
import { createRateLimiter } from './limits/rate-limiter.js';
import { sharedHits } from './limits/shared-hits.js';
import { type Leftover, leftoverLives } from './lives/cleanup.js';
import { createStreamService } from './lives/service.js';
import { streamView } from './lives/view.js';
import { createStreamWatcher } from './lives/watcher.js';
import type { Logger } from './log.js';
import { createMetrics } from './metrics.js';
import { registerMeasures } from './operate/measures.js';
import { createAccountLimits } from './peertube/account-limits.js';
import type { PeerTubeGateway } from './peertube/gateway.js';
import { createHealth } from './peertube/health.js';
import { createInstances, type Instances } from './peertube/instances.js';
import { createSdkGateway } from './peertube/sdk-gateway.js';
import { databaseTokenStore } from './peertube/token-store.js';
import { createPeriodic } from './periodic.js';
import { createPlaybacks } from './playback/playback.js';
import { createPublisher } from './publishing/publisher.js';
import { createQueue } from './publishing/queue.js';
import { finishReceived, removeExpiredFiles, removeOrphans } from './publishing/sweeps.js';
import { serviceStatus } from './status.js';
import { createAdmission } from './uploads/admission.js';
import { createReceiving } from './uploads/receiving.js';
import { dropClaims, noteOutage, wakeWaiting } from './videos/claims.js';
import { countWaiting } from './videos/rows.js';
import { createVideoService } from './videos/service.js';
import { type Addresses, videoView } from './videos/view.js';
import { createPasswordCheck } from './videos/viewer-password.js';
import { createOutbox, webhookJob } from './webhooks/webhooks.js';

const EXPIRED_FILES_MS = 60_000;
const COPIES_MS = 300_000;
const ORPHANS_MS = 3_600_000;
const OUTBOX_MS = 2000;

const OUTAGE = { code: 'network/unreachable', detail: 'PeerTube stopped answering.' };

/** The parts of a server, and what runs beside the requests. */
export interface Services extends AppDeps {
  readonly instances: Instances;
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

/** Puts the parts together; starts nothing. A list of the parts, and the order in which they start and stop. */
export async function createServices(options: ServiceOptions): Promise<Services> {
  const parts = createParts(options, {
    files: await openStorage(options.config),
    ffmpeg: await findFfmpeg(options.config.ffmpeg),
  });
  const {
    config,
    database,
    db,
    log,
    files,
    sidecars,
    instances,
    metrics,
    queue,
    receiving,
    watcher,
    boss,
    background,
    copies,
  } = parts;
  const views = createViews(parts);
  const { hub } = views;
  const periodic = createPeriodic(log);
  const emptyOutbox = createOutbox({
    db,
    config: config.webhooks,
    videoView: (row) => views.videoView(row, undefined),
    streamView: (row) => views.streamView(row, undefined),
    enqueue: (queueName, delivery, more) => background.send(queueName, delivery, more),
  });
  const broadcast = createStatusBroadcast(hub, views.status, log);

  for (const { gateway, health } of instances.all) {
    // With one instance, also what was placed at an address that it had before.
    const url = instances.all.length === 1 ? undefined : gateway.url;
    health.onChange(({ state }) => {
      metrics.peertubeUp.set({ instance: gateway.url }, state === 'up' ? 1 : 0);
      broadcast.soon();
      const spread = async () => {
        if (state !== 'up') {
          const videos = await noteOutage(db, OUTAGE, url);
          if (videos > 0) metrics.fallbacks.inc({ instance: gateway.url, reason: OUTAGE.code }, videos);
        }
        // What has no copy at the one that went may go to another at once.
        if (state === 'up' || instances.state === 'up') await wakeWaiting(db, url).then(() => queue.sweep());
      };
      spread().catch((error: unknown) => log.error({ err: error }, 'waiting videos could not be updated'));
    });
  }
  hub.onChange(broadcast.soon);
  hub.onArrival(parts.known.forget);

  return {
    ...parts,
    ...views,
    async repair() {
      // The directory's lock says that no other server lives: whatever is held was held by the one that died.
      if (database.kind === 'pglite') await dropClaims(db);
      await hub.start();
      await sidecars.reconcile();
      await finishReceived(db, receiving, log);
    },

    async start() {
      await periodic.every(EXPIRED_FILES_MS, 'removing local files', () => removeExpiredFiles(db, files, log));
      const orphans = () => removeOrphans(db, files, log, config.receivingTtlMs);
      await periodic.every(ORPHANS_MS, 'removing orphans', orphans);
      for (const { health } of instances.all) health.start();
      await boss.start();
      await background.start();
      await queue.start();
      await periodic.every(COPIES_MS, 'looking for files without a poster', copies.sweep);
      await periodic.every(OUTBOX_MS, 'queueing webhooks', emptyOutbox);
      watcher.start();
    },

    async stop() {
      periodic.stop();
      parts.limiter.stop();
      broadcast.stop();
      background.stop();
      await Promise.all([...instances.all.map(({ health }) => health.stop()), watcher.stop(), queue.stop()]);
      // What runs yet is handed back.
      await boss.stop({ graceful: true, timeout: 5000 });
      for (const { gateway } of instances.all) await gateway.close();
      await hub.stop();
      if (files.kind === 's3') files.close();
    },
  };
}

/** What acts: on files, rows, and at PeerTube. A list: each part once, with what it needs. */
function createParts(
  { config, secret, database, log, addresses, ...options }: ServiceOptions,
  { files, ffmpeg }: { files: FileStorage; ffmpeg: Ffmpeg | undefined },
) {
  const { db } = database;
  const box = createSecretBox(secret);
  const { categoryMap } = config;
  const instances = createInstances(
    config.instances.map((one, index) => {
      const store = databaseTokenStore(database, box, new URL(one.url).origin, log);
      const sdk = options.gateway === undefined || index > 0 ? createSdkGateway(one, store) : undefined;
      const gateway = sdk ?? (options.gateway as PeerTubeGateway);
      const health = createHealth({ gateway, log, intervalMs: config.probeIntervalMs });
      const limits = createAccountLimits({ gateway, health, log });
      return { ...one, client: sdk?.client, gateway, health, limits };
    }),
  );
  const sidecars = createSidecars(db, files, log);
  const mediaTokens = createMediaTokens(secret);
  const metrics = createMetrics(() => countWaiting(db));
  registerMeasures({ ...metrics, db, gateways: instances.all.map(({ gateway }) => gateway) });
  const known = createKnown({ onRead: (isHit) => metrics.knownReads.inc({ result: isHit ? 'hit' : 'miss' }) });
  const boss = createBoss(database, log);
  const cleanups = leftoverLives(db, instances, log);
  const isAlone = database.kind === 'pglite';
  const copies = createCopies({ db, files, ffmpeg, log, send: (...job) => background.send(...job) });
  const { limits } = instances;
  const jobs = [cleanups, ...copies.jobs, webhookJob(config.webhooks)];
  const background: Background = createBackground({ boss, jobs, isAlone, log });
  const admission = createAdmission(db, limits);
  const queue = createQueue({
    db,
    boss,
    publisher: createPublisher({ db, files, instances, box, log, metrics, config }),
    concurrency: config.publishConcurrency,
    log,
  });
  const { send } = queue;
  // A second's patience: the request that was given up may still be on its way.
  const cleanUpLater = (leftover: Leftover) => background.send(cleanups.queue, leftover, { afterSeconds: 1 });
  const limiter = createRateLimiter({ shareHits: sharedHits(database), log });
  const openWithPassword = createPasswordCheck(box, limiter);
  const videos = createVideoService({
    ...{ db, files, sidecars, instances, box, categoryMap, openWithPassword, admission },
    onDue: send,
  });
  const receiving = createReceiving({
    ...{ db, files, sidecars, box, log, metrics },
    userLimits: config.userLimits,
    admit: admission.admit,
    extensions: () =>
      instances.all.find(({ health }) => health.current.state === 'up')?.health.current.extensions ?? [],
    onStored: (id) => {
      send(id);
      copies
        .begin(id)
        .catch((error: unknown) => log.warn({ err: error, videoId: id }, 'no poster yet; a sweep makes it'));
    },
  });
  return {
    ...{
      config,
      log,
      database,
      db,
      files,
      sidecars,
      instances,
      mediaTokens,
      metrics,
      known,
      queue,
      receiving,
      limiter,
      addresses,
    },
    videos,
    copies,
    limits,
    boss,
    background,
    jobs: createJobs({ db, background, videos }),
    reconcile: (options: { repair: boolean }) =>
      reconcile(
        {
          db,
          files,
          gateways: instances.all.map(({ gateway }) => gateway),
          log,
          receivingTtlMs: config.receivingTtlMs,
          onDue: send,
        },
        options,
      ),
    streams: createStreamService({ db, instances, box, log, metrics, categoryMap, admission, cleanUpLater }),
    watcher: createStreamWatcher({ db, instances, log, metrics }),
    playbacks: createPlaybacks({ instances, mediaTokens, addresses }),
    authenticator: createAuthenticator(config, secret),
  };
}

/** What people see of it, by request and by event. */
function createViews({
  config,
  database,
  db,
  log,
  instances,
  known,
  mediaTokens,
  addresses,
}: ReturnType<typeof createParts>) {
  const ofVideo = (row: VideoRow, principal: Principal | undefined) =>
    videoView(row, principal, addresses(), mediaTokens);
  const ofStream = (row: StreamRow, principal: Principal | undefined) =>
    streamView(row, principal, addresses().publicUrl);
  const { maxUploadBytes } = config;
  return {
    videoView: ofVideo,
    streamView: ofStream,
    status: () => serviceStatus({ db, known, instances, maxUploadBytes }),
    hub: createEventHub({
      database,
      log,
      videoView: async (row, principal) => ({ type: 'video', video: await ofVideo(row, principal) }),
      streamView: (row, principal) => ({ type: 'stream', stream: ofStream(row, principal) }),
    }),
  };
}
