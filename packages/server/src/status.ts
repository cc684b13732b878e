import { acceptedExtensions, type ServiceStatus } from '@piyakast/sdk';
import type { Db } from './db/database.js';
import type { Known } from './db/known.js';
import type { Health } from './peertube/health.js';
import { VERSION } from './version.js';
import { countWaiting } from './videos/rows.js';

export interface StatusDeps {
  db: Db;
  known: Known;
  health: Health;
  instanceUrl: string;
  maxUploadBytes: number;
}

/** What is public of the service: what was seen last. Never waits for PeerTube. */
export async function serviceStatus({
  db,
  known,
  health,
  instanceUrl,
  maxUploadBytes,
}: StatusDeps): Promise<ServiceStatus> {
  const { state, version, extensions, live, checkedAt } = health.current;
  const { videos, bytes, refused } = await known.read('waiting', () => countWaiting(db));
  return {
    status: state === 'down' ? 'degraded' : 'ok',
    version: VERSION,
    peertube: [{ url: instanceUrl, state, version, checkedAt }],
    waiting: { videos, bytes },
    refused,
    limits: { maxUploadBytes, extensions: extensions.length > 0 ? extensions : acceptedExtensions() },
    live,
  };
}
