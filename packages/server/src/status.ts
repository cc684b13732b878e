import { acceptedExtensions, type ServiceStatus } from '@piyakast/sdk';
import type { Db } from './db/database.js';
import type { Known } from './db/known.js';
import type { Instances } from './peertube/instances.js';
import { VERSION } from './version.js';
import { countWaiting } from './videos/rows.js';

export interface StatusDeps {
  db: Db;
  known: Known;
  instances: Instances;
  maxUploadBytes: number;
}

/** What is public of the service: what was seen last. Never waits for PeerTube. */
export async function serviceStatus({ db, known, instances, maxUploadBytes }: StatusDeps): Promise<ServiceStatus> {
  const seen = instances.all.map(({ gateway, health }) => ({ url: gateway.url, ...health.current }));
  // What an upload may be, and what a live may have, is of the first that answers.
  const { extensions = [], live = null } = seen.find(({ state }) => state === 'up') ?? seen[0] ?? {};
  const { videos, bytes, refused } = await known.read('waiting', () => countWaiting(db));
  return {
    status: instances.state === 'down' ? 'degraded' : 'ok',
    version: VERSION,
    peertube: seen.map(({ url, state, version, checkedAt }) => ({ url, state, version, checkedAt })),
    waiting: { videos, bytes },
    refused,
    limits: { maxUploadBytes, extensions: extensions.length > 0 ? extensions : acceptedExtensions() },
    live,
  };
}
