import { type Clock, systemClock } from '@piyakast/sdk';
import type { Db } from '../db/database.js';
import type { StreamRow } from '../db/schema.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { Instances } from '../peertube/instances.js';
import { decideLive, needsSessions } from './decide.js';
import { changeSeen, scheduleCheck, takeDueStreams } from './rows.js';

const TICK_MS = 1000;
/** A server that took a stream and died; another takes it after this. */
const TAKE_SECONDS = 30;
/** PeerTube allows 50 requests in 10 s to one address; half of that is left to everything else. */
const REQUESTS_PER_SECOND = 2;
const RETRY_SECONDS = 6;

/** Follows the lives at PeerTube and keeps their rows true. */
export interface StreamWatcher {
  start(): void;
  /** Looks at every stream whose turn it is. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

export interface StreamWatcherDeps {
  db: Db;
  instances: Instances;
  log: Logger;
  metrics: Metrics;
  clock?: Clock;
}

export function createStreamWatcher({
  db,
  instances,
  log,
  metrics,
  clock = systemClock,
}: StreamWatcherDeps): StreamWatcher {
  const stopping = new AbortController();
  let loop: Promise<void> = Promise.resolve();

  const look = async (row: StreamRow, pace: number): Promise<void> => {
    const { gateway } = instances.of(row.peertubeUrl);
    const video = await gateway.video(row.peertubeUuid);
    const nowMs = clock.now();
    const sessions = needsSessions(row, video, nowMs) ? await gateway.sessions(row.peertubeUuid) : undefined;
    const next = decideLive(row, { video, sessions }, nowMs);
    if (next.change !== undefined) {
      const { startedAt } = next.change;
      if (startedAt instanceof Date) metrics.firstFrameSeconds.observe((nowMs - startedAt.getTime()) / 1000);
      const changed = next.change.state !== undefined && next.change.state !== row.state;
      if (!(await changeSeen(db, row, next.change))) return;
      if (changed) log.info({ event: 'stream.state', streamId: row.id, state: next.change.state }, 'live changed');
    }
    await scheduleCheck(db, row, next.again === null ? null : Math.max(next.again, pace));
  };

  const tick = async (): Promise<void> => {
    if (instances.state === 'down') return;
    const due = await takeDueStreams(db, TAKE_SECONDS, REQUESTS_PER_SECOND * 5);
    const pace = due.length / REQUESTS_PER_SECOND;
    for (const row of due) {
      try {
        await look(row, pace);
      } catch (error) {
        log.debug({ err: error, streamId: row.id }, 'the state of a live could not be read');
        await scheduleCheck(db, row, RETRY_SECONDS);
      }
    }
  };

  return {
    tick,
    start() {
      loop = (async () => {
        while (!stopping.signal.aborted) {
          await tick().catch((error: unknown) => log.error({ err: error }, 'following the lives failed'));
          await clock.sleep(TICK_MS, stopping.signal).catch((error: unknown) => {
            if (!stopping.signal.aborted) throw error;
          });
        }
      })();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
