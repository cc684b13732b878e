import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../db/database.js';
import { streams } from '../db/schema.js';
import type { BackgroundJob } from '../jobs/background.js';
import type { Logger } from '../log.js';
import type { PeerTubeGateway } from '../peertube/gateway.js';
import type { Instances } from '../peertube/instances.js';

/** A live that PeerTube may have made, and whose answer was lost. */
export interface Leftover {
  name: string;
  createdAfterMs: number;
  /** Of the instance. */
  url: string;
}

/** The clocks of PeerTube and of this server may differ by this much. */
const CLOCK_SKEW_MS = 60_000;
const WINDOW_MS = 10 * 60_000;
/** A day's patience, if it must be, until PeerTube could be asked. */
const PATIENCE = { retryLimit: 300, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 };

/** The background job that takes back what a creation without an answer may have left at PeerTube. */
export function leftoverLives(db: Db, instances: Instances, log: Logger): BackgroundJob {
  const run = (leftover: Leftover) => removeLeftoverLives(db, instances.of(leftover.url).gateway, log, leftover);
  return { queue: 'remove-leftover-live', workers: 1, patience: PATIENCE, run };
}

/** Removes at PeerTube the lives of a failed creation: of this name, of that moment, and in no row of ours. */
async function removeLeftoverLives(
  db: Db,
  gateway: PeerTubeGateway,
  log: Logger,
  { name, createdAfterMs }: Leftover,
): Promise<void> {
  const candidates = (await gateway.recentLives()).filter(
    (live) =>
      live.name === name &&
      live.createdAtMs > createdAfterMs - CLOCK_SKEW_MS &&
      live.createdAtMs < createdAfterMs + WINDOW_MS,
  );
  if (candidates.length === 0) return;
  const uuids = candidates.map((live) => live.uuid);
  const known = await db
    .select({ uuid: streams.peertubeUuid })
    .from(streams)
    .where(and(eq(streams.peertubeUrl, gateway.url), inArray(streams.peertubeUuid, uuids)));
  const ours = new Set(known.map((row) => row.uuid));
  for (const uuid of uuids) {
    if (ours.has(uuid)) continue;
    await gateway.deleteVideo(uuid);
    log.info({ event: 'stream.leftover-removed', uuid }, 'a half-made live was removed at PeerTube');
  }
}
