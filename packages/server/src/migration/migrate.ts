import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Clock, isPiyaError, type PiyakastClient, type PiyakastVideo, redact } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';
import { type MigrationItem, uploadKeyOf } from './item.js';
import type { Outcome, Report } from './report.js';

/** PeerTube rounds to whole seconds, and containers and streams differ by some frames. */
const DURATION_TOLERANCE_SECONDS = 1.5;
const FIRST_LOOK_MS = 500;
const LONGEST_LOOK_MS = 10_000;

export interface MigrateOptions {
  /** A client for the owner of an item. */
  clientOf: (owner: string | undefined) => PiyakastClient;
  report: Report;
  clock: Clock;
  /** Until an item counts as done. */
  until: 'stored' | 'published';
  /** Files that are sent to this server at the same time. */
  concurrency: number;
  /** Items that may be on their way to PeerTube at the same time: what this server holds twice. */
  maxWaiting: number;
  /** Files begun in a minute at most. */
  perMinute: number;
  /** Only says what would be done. */
  dryRun: boolean;
  /** Deletes files whose videos are at PeerTube and verified. */
  deleteSource: boolean;
  /** Length of a file in seconds; `undefined` where it cannot be found out. */
  durationOf: (path: string) => Promise<number | undefined>;
  onOutcome: (outcome: Outcome, done: number) => void;
}

/** How a run ended. */
export interface MigrationSummary {
  total: number;
  published: number;
  stored: number;
  failed: number;
  planned: number;
  /** Done by an earlier run. */
  before: number;
  /** At PeerTube, with another size or length than the source's. */
  mismatched: number;
}

/**
 * Brings videos into this server, which publishes them.
 *
 * May be killed at any moment and run again: each item is an upload with its own key, so the server knows what it has
 * already, whole or in part. Files are read and kept.
 */
export async function migrate(items: readonly MigrationItem[], options: MigrateOptions): Promise<MigrationSummary> {
  const { report, clock, maxWaiting, perMinute, until } = options;
  const todo = items.filter((item) => !isDone(report.known.get(item.source), until));
  const sending = limit(options.concurrency);
  const queue = todo.values();
  const outcomes: Outcome[] = [];
  let nextStartMs = 0;
  const work = async () => {
    for (const item of queue) {
      if (!options.dryRun) {
        // Each takes the next free moment.
        const startMs = Math.max(clock.now(), nextStartMs);
        nextStartMs = startMs + 60_000 / perMinute;
        await clock.sleep(Math.max(0, startMs - clock.now()));
      }
      const outcome = await bring(item, options, sending);
      if (outcome.status !== 'planned') await report.add(outcome);
      options.onOutcome(outcome, outcomes.push(outcome));
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxWaiting, todo.length) }, work));
  const count = (status: Outcome['status']) => outcomes.filter((outcome) => outcome.status === status).length;
  return {
    total: items.length,
    published: count('published'),
    stored: count('stored'),
    failed: count('failed'),
    planned: count('planned'),
    before: items.length - todo.length,
    mismatched: outcomes.filter(({ verified }) => verified === false).length,
  };
}

const isDone = (outcome: Outcome | undefined, until: MigrateOptions['until']): boolean =>
  outcome?.status === 'published' || (until === 'stored' && outcome?.status === 'stored');

/** One item, from its file to PeerTube. Never throws: a file that fails keeps none of the others. */
async function bring(item: MigrationItem, options: MigrateOptions, sending: Limit): Promise<Outcome> {
  const { source, path } = item;
  try {
    if (item.refusal !== undefined) return { source, path, status: 'failed', problem: item.refusal };
    const { size } = await stat(path);
    const expectedSeconds = item.durationSeconds ?? (await options.durationOf(path)) ?? null;
    if (options.dryRun) return { source, path, status: 'planned', sizeBytes: size, expectedSeconds };
    const client = options.clientOf(item.owner);
    const stored = await sending(async () => {
      const file = await fileSource(path, { name: basename(path) });
      return client.uploads.upload(file, { ...item.metadata, key: uploadKeyOf(item) }).done;
    });
    const video = options.until === 'stored' ? stored : await settled(client, stored, options.clock);
    return await conclude(item, { video, size, expectedSeconds }, options);
  } catch (error) {
    const reason = error instanceof Error ? redact(error.message) : String(error);
    return { source, path, status: 'failed', problem: isPiyaError(error) ? `${reason} (${error.code})` : reason };
  }
}

/** Waits until PeerTube plays it, or will not take it without a person. */
async function settled(client: PiyakastClient, stored: PiyakastVideo, clock: Clock): Promise<PiyakastVideo> {
  let video = stored;
  for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(LONGEST_LOOK_MS, pauseMs * 1.5)) {
    if (video.state === 'published' || video.state === 'rejected' || video.problem?.final) return video;
    await clock.sleep(pauseMs);
    video = await client.videos.get(video.id);
  }
}

async function conclude(
  { source, path }: MigrationItem,
  found: { video: PiyakastVideo; size: number; expectedSeconds: number | null },
  { deleteSource }: MigrateOptions,
): Promise<Outcome> {
  const { video, size, expectedSeconds } = found;
  const outcome = {
    ...{ source, path, id: video.id, url: video.url, sizeBytes: video.sizeBytes },
    ...{ expectedSeconds, durationSeconds: video.duration },
  };
  if (video.state === 'rejected' || video.problem?.final) {
    const { code = 'upload/rejected', detail = 'refused' } = video.problem ?? {};
    return { ...outcome, status: 'failed', problem: `${detail} (${code})` };
  }
  const isSameSize = video.sizeBytes === size;
  if (video.state !== 'published') return { ...outcome, status: 'stored', verified: isSameSize };
  const verified = isSameSize && isSameLength(expectedSeconds, video.duration);
  const removed = deleteSource && verified === true;
  if (removed) await rm(path);
  return { ...outcome, status: 'published', verified, ...(removed ? { removed } : {}) };
}

/** `null`: one of them is not known. */
function isSameLength(expected: number | null, actual: number | null): boolean | null {
  if (expected === null || actual === null) return null;
  return Math.abs(expected - actual) <= DURATION_TOLERANCE_SECONDS;
}

type Limit = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Lets so many tasks run at the same time; the others wait their turn. */
function limit(count: number): Limit {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
