import type { SecretBox } from '../crypto/secret-box.js';
import type { Db } from '../db/database.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { PeerTubeGateway } from '../peertube/gateway.js';
import type { Health } from '../peertube/health.js';
import type { Instance, Instances } from '../peertube/instances.js';
import { Problem } from '../problem.js';
import type { Admission } from '../uploads/admission.js';

/** What the lives of this server work with. */
export interface StreamServiceDeps {
  db: Db;
  instances: Instances;
  box: SecretBox;
  log: Logger;
  metrics: Metrics;
  admission: Pick<Admission, 'channel'>;
  categoryMap: Readonly<Record<string, string | number>>;
  /** Takes back, later and as often as needed, what a creation without an answer may have left at PeerTube. */
  cleanUpLater: (leftover: { name: string; createdAfterMs: number; url: string }) => Promise<void>;
}

/** What a live at one instance works with. */
export interface LiveDeps extends StreamServiceDeps {
  gateway: PeerTubeGateway;
  health: Health;
}

export const atInstance = (deps: StreamServiceDeps, { gateway, health }: Instance): LiveDeps => ({
  ...deps,
  gateway,
  health,
});

/** Nothing was made, and a later call may succeed. */
export function noInstance(detail: string, cause?: unknown): Problem {
  return new Problem(detail, { status: 503, code: 'live/no-instance', retryable: true, cause });
}
