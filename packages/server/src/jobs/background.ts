import { randomUUID } from 'node:crypto';
import type { JobWithMetadata, PgBoss, QueueOptions } from 'pg-boss';
import type { Logger } from '../log.js';

/** Where jobs end whose retries are used up; kept until an operator retries or cancels them. */
const DEAD = 'dead';
const KEEP_DEAD_SECONDS = 365 * 86_400;
/** New jobs are notified; this is how soon retries are seen. */
const POLL_SECONDS = 5;

/** A kind of work whose retries, backoff, expiry and dead letters are pg-boss's own. May run twice. */
export interface BackgroundJob {
  queue: string;
  /** Jobs at a time, for each server. */
  workers: number;
  patience: Pick<
    QueueOptions,
    'retryLimit' | 'retryDelay' | 'retryBackoff' | 'retryDelayMax' | 'expireInSeconds' | 'heartbeatSeconds'
  >;
  /** @param signal - Aborts when the job expired or was cancelled, and when the server stops. */
  run(data: never, signal: AbortSignal): Promise<void>;
}

/** One job of a background queue, as an operator sees it. */
export interface BackgroundJobState {
  id: string;
  queue: string;
  state: 'waiting' | 'running' | 'dead';
  data: Record<string, unknown>;
  failures: number;
  /** When it is tried next; null while it runs, and for a dead one. */
  nextAt: Date | null;
  createdAt: Date;
  /** What the last failure said. */
  reason: string | null;
}

/** The background jobs of this server and, through the database, of the servers beside it. */
export interface Background {
  start(): Promise<void>;
  /** @param options - `key`: at most one job of this key waits or runs. */
  send(queue: string, data: object, options?: { key?: string; afterSeconds?: number }): Promise<void>;
  list(): Promise<BackgroundJobState[]>;
  /** Tries a waiting or dead job now. @returns Whether there was one. */
  retry(id: string): Promise<boolean>;
  /** Ends a job for good. @returns Whether there was one. */
  cancel(id: string): Promise<boolean>;
  stop(): void;
}

export interface BackgroundDeps {
  boss: PgBoss;
  jobs: readonly BackgroundJob[];
  /** Whether no other server can be alive: then what is marked as running was left by a dead one. */
  isAlone: boolean;
  log: Logger;
  /** @defaultValue 5 */
  pollSeconds?: number;
}

/** One factory: the queues share pg-boss, the dead-letter queue and the stop. */
export function createBackground(deps: BackgroundDeps): Background {
  const { boss, jobs, isAlone, log, pollSeconds = POLL_SECONDS } = deps;
  const polling = { pollingIntervalSeconds: pollSeconds, notifyPollingIntervalSeconds: pollSeconds };
  const stopping = new AbortController();
  const queues = jobs.map(({ queue }) => queue);

  const addWorkers = async ({ queue, workers, run }: BackgroundJob) => {
    for (let worker = 0; worker < workers; worker++) {
      await boss.work<object>(queue, polling, async (batch) => {
        for (const job of batch) await run(job.data as never, AbortSignal.any([job.signal, stopping.signal]));
      });
    }
  };
  const find = async (id: string) => {
    for (const queue of [...queues, DEAD]) {
      const [job] = await boss.findJobs<Record<string, unknown>>(queue, { id });
      const state = job && stateOf(job);
      if (state !== undefined) return { queue, state };
    }
    return undefined;
  };

  return {
    async start() {
      const forever = { retentionSeconds: KEEP_DEAD_SECONDS };
      await boss.createQueue(DEAD, forever);
      for (const job of jobs) {
        await boss.createQueue(job.queue, { policy: 'exclusive', notify: true, deadLetter: DEAD, ...job.patience });
        if (isAlone) {
          const left = await boss.findJobs(job.queue, {});
          const running = left.filter(({ state }) => state === 'active').map(({ id }) => id);
          if (running.length > 0) await boss.fail(job.queue, running, { message: 'The server ended in the middle.' });
        }
      }
      for (const job of jobs) await addWorkers(job);
    },
    async send(queue, data, { key, afterSeconds } = {}) {
      if (stopping.signal.aborted) return;
      // Without its own key a job would be the only one of its queue.
      const singletonKey = key ?? randomUUID();
      await boss.send(queue, data, { singletonKey, ...(afterSeconds && { startAfter: afterSeconds }) });
    },
    async list() {
      const all: BackgroundJobState[] = [];
      for (const queue of [...queues, DEAD]) {
        for (const job of await boss.findJobs<Record<string, unknown>>(queue, {})) {
          const state = stateOf(job);
          if (state !== undefined) all.push(state);
        }
      }
      return all;
    },
    async retry(id) {
      const found = await find(id);
      if (found === undefined) return false;
      if (found.queue === DEAD) await boss.redrive(DEAD, { ids: [id] });
      else if (found.state.state === 'waiting')
        await boss.update(found.queue, undefined, { id, startAfter: new Date() });
      log.info({ event: 'job.retried', jobId: id, queue: found.state.queue }, 'a job is tried again');
      return true;
    },
    async cancel(id) {
      const found = await find(id);
      if (found === undefined) return false;
      if (found.queue === DEAD) await boss.deleteJob(DEAD, id);
      else await boss.cancel(found.queue, id);
      log.info({ event: 'job.cancelled', jobId: id, queue: found.state.queue }, 'a job was cancelled');
      return true;
    },
    stop: () => stopping.abort(new Error('The server stops.')),
  };
}

/** `undefined` for a job that is over. */
function stateOf(job: JobWithMetadata<Record<string, unknown>>): BackgroundJobState | undefined {
  const isDead = job.name === DEAD;
  const isWaiting = job.state === 'created' || job.state === 'retry';
  if (!isWaiting && job.state !== 'active') return undefined;
  return {
    id: job.id,
    queue: job.sourceName ?? job.name,
    state: isDead ? 'dead' : isWaiting ? 'waiting' : 'running',
    data: job.data,
    failures: isDead ? (job.sourceRetryCount ?? 0) + 1 : job.retryCount,
    nextAt: isWaiting && !isDead ? job.startAfter : null,
    createdAt: job.sourceCreatedOn ?? job.createdOn,
    reason: messageOf(isDead ? job.sourceOutput : job.output),
  };
}

function messageOf(output: object | null): string | null {
  const message = (output as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : null;
}
