import type { PiyakastEvent, PiyakastVideo, ServiceStatus } from '@piyakast/sdk';
import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../auth/authenticator.js';
import type { MediaTokens } from '../auth/media-token.js';
import type { Principal } from '../auth/principal.js';
import type { Config } from '../config/config.js';
import type { Database } from '../db/database.js';
import type { Known } from '../db/known.js';
import type { StreamRow, VideoRow } from '../db/schema.js';
import type { EventHub } from '../events/hub.js';
import type { FileStorage } from '../files/storage.js';
import type { Jobs } from '../jobs/jobs.js';
import type { Finding } from '../jobs/reconcile.js';
import type { RateLimiter } from '../limits/rate-limiter.js';
import type { StreamService } from '../lives/service.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { AccountLimits } from '../peertube/account-limits.js';
import type { Playbacks } from '../playback/playback.js';
import type { Receiving } from '../uploads/receiving.js';
import type { VideoService } from '../videos/service.js';
import type { Addresses } from '../videos/view.js';
import type { ViewerPassword } from '../videos/viewer-password.js';
import { addressOf } from './address.js';

/** What the HTTP interface is made of. Every part can be replaced in a test. */
export interface AppDeps {
  config: Pick<
    Config,
    | 'accelPrefix'
    | 'corsOrigins'
    | 'dataDir'
    | 'diskReserveBytes'
    | 'maxUploadBytes'
    | 'metricsToken'
    | 'publicUrl'
    | 'rateLimits'
    | 'staticDir'
    | 'trustProxy'
  >;
  limiter: RateLimiter;
  log: Logger;
  database: Database;
  files: FileStorage;
  authenticator: Authenticator;
  mediaTokens: MediaTokens;
  receiving: Receiving;
  videos: VideoService;
  streams: StreamService;
  playbacks: Playbacks;
  jobs: Jobs;
  reconcile: (options: { repair: boolean }) => Promise<Finding[]>;
  limits: AccountLimits;
  hub: EventHub;
  known: Known;
  metrics: Metrics;
  /** Where browsers find this server; asked at each use, because the port may be known late. */
  addresses: () => Addresses;
  status: () => Promise<ServiceStatus>;
  videoView: (row: VideoRow, principal: Principal | undefined) => Promise<PiyakastVideo>;
  streamView: (
    row: StreamRow,
    principal: Principal | undefined,
  ) => Extract<PiyakastEvent, { type: 'stream' }>['stream'];
}

/** PeerTube's name for it, so that a page need not know which of the two it asks. */
export const PASSWORD_HEADER = 'x-peertube-video-password';

/** The password for a video that a viewer sends; `undefined` without one. */
export function viewerPasswordOf({ headers, ip }: FastifyRequest): ViewerPassword | undefined {
  const value = headers[PASSWORD_HEADER];
  return typeof value === 'string' && value !== '' ? { value, address: addressOf(ip) } : undefined;
}

/** Who sent the request; found once, before the route runs. */
export function principalOf(request: FastifyRequest): Principal | undefined {
  return request.getDecorator<Principal | undefined>('principal');
}
