import type { PgBoss } from 'pg-boss';
import type { Db } from '../db/database.js';
import type { Logger } from '../log.js';
import { type DueVideo, dueVideo, dueVideos } from '../videos/claims.js';
import type { Publisher } from './publisher.js';

/** Jobs that move bytes: as many at a time as the operator allows. */
const SEND = 'publish';
/** Jobs that ask PeerTube something and end in seconds: confirm, settle, remove. They never wait for a slot. */
const ASK = 'publish-ask';
const ASK_WORKERS = 2;
const SWEEP_MS = 1000;
/** pg-boss gives a job up after this; the claim in the row is what finds dead attempts, and much sooner. */
const LONGEST_UPLOAD_SECONDS = 23 * 3600;

/** Hands videos to workers. The row says what is due; the queue only decides who takes it. */
export interface Queue {
  start(): Promise<void>;
  /** Asks for a video to be looked at now. Lost calls do no harm: the sweep finds every due row. */
  send(videoId: string): void;
  /** Looks for due rows now. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export interface QueueDeps {
  db: Db;
  boss: PgBoss;
  publisher: Publisher;
  concurrency: number;
  log: Logger;
}

/** One factory: the queues, the sweep and the stop share one end. */
export function createQueue({ db, boss, publisher, concurrency, log }: QueueDeps): Queue {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> | undefined;

  const enqueue = async ({ id, sends }: DueVideo) => {
    if (stopping.signal.aborted) return;
    // `short`: at most one waiting job for each video. A running one does not count: it may belong to a dead server.
    await boss.send(sends ? SEND : ASK, { videoId: id }, { singletonKey: id });
  };
  const enqueueIfDue = async (videoId: string) => {
    const due = await dueVideo(db, videoId);
    if (due !== undefined) await enqueue(due);
  };
  const sweepOnce = async () => {
    for (const due of await dueVideos(db, 100)) await enqueue(due);
  };
  const sweep = () => {
    sweeping ??= sweepOnce()
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.error({ err: error }, 'the search for due videos failed');
      })
      .finally(() => {
        sweeping = undefined;
      });
    return sweeping;
  };
  const tick = () => {
    if (stopping.signal.aborted) return;
    void sweep().then(() => {
      if (!stopping.signal.aborted) timer = setTimeout(tick, SWEEP_MS);
    });
  };

  const addWorker = async (queue: string) => {
    let worker = '';
    const options = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };
    worker = await boss.work<{ videoId: string }>(queue, options, async (jobs) => {
      try {
        for (const job of jobs) await publisher(job.data.videoId, stopping.signal);
      } finally {
        // Where one job was there may be more, and their notification was for a worker that was busy: look at once.
        boss.notifyWorker(worker);
      }
    });
  };

  return {
    async start() {
      for (const queue of [SEND, ASK]) {
        await boss.createQueue(queue, {
          policy: 'short',
          notify: true,
          // The row says when to come again: docs/decisions/rows-say-what-is-due.md.
          retryLimit: 0,
          expireInSeconds: LONGEST_UPLOAD_SECONDS,
          deleteAfterSeconds: 600,
        });
      }
      for (let slot = 0; slot < concurrency; slot++) await addWorker(SEND);
      for (let worker = 0; worker < ASK_WORKERS; worker++) await addWorker(ASK);
      tick();
    },
    send(videoId) {
      enqueueIfDue(videoId).catch((error: unknown) =>
        log.warn({ err: error, videoId }, 'not queued now; the sweep will find it'),
      );
    },
    sweep,
    async stop() {
      stopping.abort(new Error('The server stops.'));
      clearTimeout(timer);
      await sweeping;
    },
  };
}
