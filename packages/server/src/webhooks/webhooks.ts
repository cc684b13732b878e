import { sql } from 'drizzle-orm';
import type { WebhookConfig } from '../config/config.js';
import type { Db } from '../db/database.js';
import type { StreamRow, VideoRow } from '../db/schema.js';
import type { BackgroundJob } from '../jobs/background.js';
import { findStream } from '../lives/rows.js';
import { findVideo } from '../videos/rows.js';
import { deliver } from './deliver.js';

const QUEUE = 'webhook';
/** Rows moved to the queue in one go. */
const BATCH = 100;

/** A message for one receiver, as it waits in the queue. */
interface Delivery {
  id: string;
  url: string;
  body: string;
}

export interface WebhookDeps {
  db: Db;
  config: WebhookConfig;
  /** As anyone sees it: without tokens, keys, and what only the owner is shown. */
  videoView: (row: VideoRow) => Promise<object>;
  streamView: (row: StreamRow) => object;
  enqueue: (queue: string, delivery: Delivery, options: { key: string }) => Promise<void>;
}

/** Sends: at most about a day, later and later; then the message is dead, and an operator may retry it. */
export function webhookJob({ secret, allowPrivate }: WebhookConfig): BackgroundJob {
  return {
    queue: QUEUE,
    workers: 2,
    patience: { retryLimit: 12, retryDelay: 2, retryBackoff: true, retryDelayMax: 21_600, expireInSeconds: 60 },
    async run({ id, url, body }: Delivery, signal) {
      await deliver({ id, body }, { url, secret, allowPrivate, signal });
    },
  };
}

/**
 * Moves what the triggers of the database noted to the queue, a message for each receiver. Several servers may do it at
 * once; one that dies in between leaves a message that is queued under the same id again.
 */
export function createOutbox({ db, config, videoView, streamView, enqueue }: WebhookDeps): () => Promise<void> {
  const dataOf = async (type: string, id: string): Promise<object | undefined> => {
    if (type.startsWith('video.')) {
      const video = await findVideo(db, id);
      return video && (await videoView(video));
    }
    const stream = await findStream(db, id);
    return stream && streamView(stream);
  };

  return async () => {
    if (config.urls.length === 0) {
      await db.execute(sql`DELETE FROM webhook_outbox`);
      return;
    }
    const result = await db.execute(sql`SELECT * FROM webhook_outbox ORDER BY created_at LIMIT ${BATCH}`);
    const { rows } = result as unknown as {
      rows: { id: string; type: string; thing_id: string; created_at: string | Date }[];
    };
    for (const { id, type, thing_id: thingId, created_at: at } of rows) {
      // Deleted since: there is nothing to send any more.
      const data = await dataOf(type, thingId);
      const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
      for (const [index, url] of data === undefined ? [] : config.urls.entries()) {
        await enqueue(QUEUE, { id, url, body }, { key: `${id} ${index}` });
      }
      await db.execute(sql`DELETE FROM webhook_outbox WHERE id = ${id}`);
    }
  };
}
