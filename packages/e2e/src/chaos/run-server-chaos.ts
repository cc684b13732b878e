import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PiyakastClient } from '@piyakast/sdk';
import { seededRandom } from '@piyakast/testing';
import { startSandbox } from '@piyakast/testing/sandbox';
import { freePort } from '../support/system.js';
import { between, oneOf, sleep } from './chance.js';
import { fastClock } from './fast-clock.mjs';
import { makeJobs } from './jobs.js';
import { createJournal, type Journal } from './journal.js';
import { mortalServer } from './mortal-server.js';
import { createOwner, type Owner } from './owner.js';
import { pulseOf } from './pulse.js';
import { makeTrouble } from './troubles.js';
import { judge, type Verdict } from './verdict.js';

/** The client's own waits pass so many times faster; those of the server are real. */
const SPEED = 10;
const CONCURRENCY = 3;
const TROUBLE_REQUESTS = 20;
/** Long enough that a video is seen playing from the server before it has moved. */
const TRANSCODING_MS = 1_500;
const KILL = 'the server is killed';

export interface ServerChaosOptions {
  uploads: number;
  kills: number;
  seed: number;
}

export interface ServerChaosReport extends Pick<Owner, 'plays' | 'rejections'> {
  /** Of the videos at PeerTube, by the server's ids. */
  verdict: Verdict;
  seconds: number;
  kills: number;
  /** Uploads that were answered "received". */
  received: number;
  /** Videos that the server lists; as many. */
  listed: number;
  journal: Journal;
}

/** Uploads to a server that is killed again and again, while the PeerTube behind it has one trouble after the other. */
export async function runServerChaos({ uploads, kills, seed }: ServerChaosOptions): Promise<ServerChaosReport> {
  const startedMs = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'piyakast-chaos-'));
  const jobs = await makeJobs(folder, uploads, seededRandom(seed));
  const features = { transcodingMs: TRANSCODING_MS };
  const sandbox = await startSandbox({ media: 'sniff', features, random: seededRandom(seed + 1) });
  const pulse = pulseOf(sandbox);
  const journal = createJournal(() => pulse.count);
  const server = mortalServer(`http://127.0.0.1:${await freePort()}`, {
    PEERTUBE_URL: sandbox.url,
    PEERTUBE_USERNAME: sandbox.account.username,
    PEERTUBE_PASSWORD: sandbox.account.password,
    DATA_DIR: join(folder, 'server'),
    // One user at a speed that no user has.
    RATE_LIMIT_PER_ADDRESS: '0',
    RATE_LIMIT_PER_USER: '0',
  });
  const clock = fastClock({ epochMs: startedMs, speed: SPEED });
  const owner = createOwner(new PiyakastClient({ url: server.url, token: () => server.token, clock }), sandbox);
  let over = false;

  const uploadAll = async (): Promise<void> => {
    const waiting = [...jobs];
    const next = async () => {
      for (let job = waiting.shift(); job && !over; job = waiting.shift()) await owner.upload(job);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, next));
  };
  /** Plays one of the received videos after the other, whatever happens meanwhile. */
  const patrol = async (): Promise<void> => {
    const random = seededRandom(seed + 4);
    for (; !over; await sleep(200)) {
      if (owner.received.size > 0) await owner.play(oneOf(random, [...owner.received.keys()]));
    }
  };
  const killAgainAndAgain = async (): Promise<void> => {
    const random = seededRandom(seed + 2);
    for (let count = 1; count <= kills; count++) {
      // Now and then before it is up, while it repairs what the last kill left.
      if (random() < 0.25) await sleep(between(random, 200, 1_500));
      else {
        await server.up;
        await sleep(between(random, 50, 2_500));
      }
      await server.kill();
      journal.note(KILL);
      if (count < kills) server.start();
    }
  };

  server.start();
  try {
    await server.up;
    const trouble = makeTrouble({
      sandbox,
      random: seededRandom(seed + 3),
      pulse,
      maxRequests: TROUBLE_REQUESTS,
      note: journal.note,
    });
    const uploading = uploadAll();
    const patrolling = patrol();
    const orFailure = <Value>(work: Promise<Value>): Promise<Value> =>
      Promise.race([work, ...[uploading, patrolling, trouble, server.failure].map(onlyFailure)]);
    await orFailure(killAgainAndAgain());
    pulse.stop();
    await trouble;
    sandbox.faults.clear();
    server.start();
    await orFailure(uploading);
    const listed = await orFailure(owner.published(uploads));
    over = true;
    await patrolling;
    const uuids = listed.map(({ id, sources }) => [id, sources.find(isRemote)?.uuid ?? ''] as const);
    const wanted = [...owner.received].map(([id, { sha256 }]) => ({ key: id, sha256 }));
    return {
      verdict: await judge(sandbox, wanted, new Map(uuids)),
      seconds: Math.round((Date.now() - startedMs) / 100) / 10,
      kills: journal.counts[KILL] ?? 0,
      received: owner.received.size,
      listed: listed.length,
      plays: owner.plays,
      rejections: owner.rejections,
      journal,
    };
  } catch (error) {
    const story = [...journal.lines.slice(-30), 'The server said:', server.output()].join('\n');
    throw new Error(`The run broke off.\n${story}`, { cause: error });
  } finally {
    over = true;
    pulse.stop();
    await server.kill();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const isRemote = <Source extends { kind: string }>(source: Source): source is Extract<Source, { kind: 'peertube' }> =>
  source.kind === 'peertube';

/** Rejects when the work does, and never resolves. */
const onlyFailure = (work: Promise<unknown>): Promise<never> =>
  new Promise((_, reject) => {
    work.catch(reject);
  });
