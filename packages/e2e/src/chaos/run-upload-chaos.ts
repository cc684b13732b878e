import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@piyakast/testing';
import { startSandbox } from '@piyakast/testing/sandbox';
import { between, sleep } from './chance.js';
import { fastClock } from './fast-clock.mjs';
import { makeJobs, readLines } from './jobs.js';
import { createJournal, type Journal } from './journal.js';
import { pulseOf } from './pulse.js';
import { makeTrouble } from './troubles.js';
import { judge, type Verdict } from './verdict.js';
import { startWorker, type WorkerProcess } from './worker-process.js';

/** Retries, rate limits and processing pass so many times faster; on both sides, so that they agree. */
const SPEED = 20;
const CONCURRENCY = 4;
/** Answers of the sandbox in one life of the worker, and between two troubles, at most. */
const LIFE_REQUESTS = 400;
const TROUBLE_REQUESTS = 60;
/** Trouble that one request in fifty meets on top, at a point that the sandbox chooses. */
const PER_REQUEST = { rate: 0.02, kinds: ['reset', 'cut', 'lost-answer', 'error', 'revoke'] } as const;
const KILL = 'the worker is killed';

export interface UploadChaosOptions {
  uploads: number;
  /** Chooses the files, the troubles and the moments of the kills. */
  seed: number;
  /** The run fails when it takes longer. */
  timeoutMs: number;
}

export interface UploadChaosReport {
  verdict: Verdict;
  seconds: number;
  /** Answers that the sandbox gave. */
  requests: number;
  kills: number;
  /** Codes that uploads rejected with before they were tried again. */
  rejections: string[];
  journal: Journal;
}

/** Uploads small files by a process that is killed again and again, to a sandbox that has one trouble after the other. */
export async function runUploadChaos({ uploads, seed, timeoutMs }: UploadChaosOptions): Promise<UploadChaosReport> {
  const startedMs = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'piyakast-chaos-'));
  const clock = { epochMs: startedMs, speed: SPEED };
  const jobs = await makeJobs(folder, uploads, seededRandom(seed));
  const sandbox = await startSandbox({ media: 'sniff', clock: fastClock(clock), random: seededRandom(seed + 1) });
  sandbox.faults.set({ chaos: { seed, ...PER_REQUEST } });
  const pulse = pulseOf(sandbox);
  const journal = createJournal(() => pulse.count);

  const { url, account } = sandbox;
  const plan = { url, account, folder, clock, concurrency: CONCURRENCY, secret: randomBytes(24).toString('hex') };
  let worker: WorkerProcess | undefined;
  const keepUploading = async (): Promise<void> => {
    const random = seededRandom(seed + 2);
    while (Date.now() - startedMs < timeoutMs) {
      worker = startWorker(plan);
      // Counted from its first request, or many a life would end before it began.
      await Promise.race([pulse.after(1, 10_000), worker.ended]);
      await Promise.race([pulse.after(between(random, 5, LIFE_REQUESTS), 15_000), worker.ended]);
      await Promise.race([sleep(between(random, 0, 20)), worker.ended]);
      if (await worker.kill()) return;
      journal.note(KILL);
    }
    throw new Error(`Not all of the ${uploads} uploads were done after ${timeoutMs / 1000} s.`);
  };
  const trouble = makeTrouble({
    sandbox,
    random: seededRandom(seed + 3),
    pulse,
    maxRequests: TROUBLE_REQUESTS,
    note: journal.note,
  });
  try {
    await Promise.race([keepUploading(), trouble]);
    pulse.stop();
    await trouble;
    sandbox.faults.clear();
    const done = await readLines<{ key: string; uuid: string }>(join(folder, 'done.jsonl'));
    const rejected = await readLines<{ code: string }>(join(folder, 'rejected.jsonl'));
    return {
      verdict: await judge(sandbox, jobs, new Map(done.map(({ key, uuid }) => [key, uuid]))),
      seconds: Math.round((Date.now() - startedMs) / 100) / 10,
      requests: pulse.count,
      kills: journal.counts[KILL] ?? 0,
      rejections: rejected.map(({ code }) => code),
      journal,
    };
  } catch (error) {
    const done = await readLines(join(folder, 'done.jsonl'));
    const story = [...journal.lines.slice(-30), `${done.length} of ${uploads} were done.`].join('\n');
    throw new Error(`The run broke off.\n${story}`, { cause: error });
  } finally {
    pulse.stop();
    await Promise.allSettled([trouble, worker?.kill()]);
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}
