import type { Random } from '@piyakast/sdk';
import type { Config } from '../config/config.js';
import type { SecretBox } from '../crypto/secret-box.js';
import type { Db } from '../db/database.js';
import type { FileStorage } from '../files/storage.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { PeerTubeGateway } from '../peertube/gateway.js';
import type { Health } from '../peertube/health.js';
import type { Instances } from '../peertube/instances.js';

/** What the steps of a video on its way to one instance work with. */
export interface StepDeps extends PublisherDeps {
  gateway: PeerTubeGateway;
  health: Health;
}

/** What publishing works with. */
export interface PublisherDeps {
  db: Db;
  files: FileStorage;
  instances: Instances;
  box: SecretBox;
  log: Logger;
  metrics: Metrics;
  config: Pick<Config, 'localFilePolicy' | 'categoryMap'>;
  random?: Random;
}
