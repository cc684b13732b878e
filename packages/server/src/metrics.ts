import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What this server counts; read at `/metrics`. */
export interface Metrics {
  registry: Registry;
  /** Uploads from browsers, by `result`: received, rejected. */
  uploads: Counter<'result'>;
  receivedBytes: Counter;
  /** Attempts to publish, by `instance`, `result` (ok, failed) and `reason` (the error's code). */
  publishes: Counter<'instance' | 'result' | 'reason'>;
  publishSeconds: Histogram<'instance'>;
  /** Videos that had to stay here because PeerTube did not take them. */
  fallbacks: Counter<'instance' | 'reason'>;
  /** Attempts to create a live, by `result` (ok, failed) and `reason`. */
  streams: Counter<'result' | 'reason'>;
  /** From the start of an encoder until PeerTube shows its picture. */
  firstFrameSeconds: Histogram;
  peertubeUp: Gauge<'instance'>;
  /** Reads of the database that were answered from memory, by `result` (hit, miss). */
  knownReads: Counter<'result'>;
  requestSeconds: Histogram<'method' | 'route' | 'status'>;
}

/**
 * One registry per server, so that several in one process do not mix.
 *
 * A list: one entry for each metric.
 */
export function createMetrics(
  waiting: () => Promise<{ videos: number; bytes: number; oldestSeconds: number; refused: { videos: number } }>,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  // One question for all gauges of a scrape: each has to have its value when it is read.
  let asked: ReturnType<typeof waiting> | undefined;
  const now = () => {
    asked ??= waiting().finally(() => {
      asked = undefined;
    });
    return asked;
  };
  const gauge = (name: string, help: string, read: (found: Awaited<ReturnType<typeof waiting>>) => number) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(read(await now()));
      },
    });
  gauge('piyakast_waiting_videos', 'Videos that wait to move to PeerTube', ({ videos }) => videos);
  gauge('piyakast_waiting_bytes', 'Bytes of videos that wait to move to PeerTube', ({ bytes }) => bytes);
  gauge('piyakast_waiting_oldest_seconds', 'Age of the video that waits longest', (found) => found.oldestSeconds);
  gauge(
    'piyakast_refused_videos',
    'Videos that PeerTube does not take until their owners act',
    ({ refused }) => refused.videos,
  );
  return {
    registry,
    uploads: new Counter({
      name: 'piyakast_uploads_total',
      help: 'Uploads from browsers',
      labelNames: ['result'],
      registers,
    }),
    knownReads: new Counter({
      name: 'piyakast_known_reads_total',
      help: 'Reads of the database, answered from memory (hit) or by asking it (miss)',
      labelNames: ['result'],
      registers,
    }),
    receivedBytes: new Counter({
      name: 'piyakast_received_bytes_total',
      help: 'Bytes of uploads that were received whole',
      registers,
    }),
    publishes: new Counter({
      name: 'piyakast_publishes_total',
      help: 'Attempts to publish to PeerTube',
      labelNames: ['instance', 'result', 'reason'],
      registers,
    }),
    publishSeconds: new Histogram({
      name: 'piyakast_publish_seconds',
      help: 'From the last byte of the browser until PeerTube plays the video',
      labelNames: ['instance'],
      buckets: [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400],
      registers,
    }),
    fallbacks: new Counter({
      name: 'piyakast_fallbacks_total',
      help: 'Times a video had to stay on this server because PeerTube did not take it',
      labelNames: ['instance', 'reason'],
      registers,
    }),
    streams: new Counter({
      name: 'piyakast_streams_total',
      help: 'Attempts to create a live',
      labelNames: ['result', 'reason'],
      registers,
    }),
    firstFrameSeconds: new Histogram({
      name: 'piyakast_stream_first_frame_seconds',
      help: 'From the start of an encoder until PeerTube shows the live',
      buckets: [2, 5, 10, 15, 20, 30, 60],
      registers,
    }),
    peertubeUp: new Gauge({
      name: 'piyakast_peertube_up',
      help: 'Whether the instance answered the last probe',
      labelNames: ['instance'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'piyakast_http_request_seconds',
      help: 'Duration of answers',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.025, 0.1, 0.5, 2, 10],
      registers,
    }),
  };
}
