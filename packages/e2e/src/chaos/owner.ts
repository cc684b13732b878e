import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isPiyaError, type PiyakastClient, type PiyakastVideo } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import type { Sandbox } from '@piyakast/testing/sandbox';
import type { Job } from './jobs.js';

const CHUNK_BYTES = 8 * 1024;
/** How long a received video may be without a source that plays: the time of a restart, and some. */
const PLAYABLE_WITHIN_MS = 20_000;
const PUBLISHED_WITHIN_MS = 60_000;

/** The person before the page: uploads, watches, and remembers what was promised. */
export interface Owner {
  /** What was answered "received", by id. */
  readonly received: ReadonlyMap<string, Job>;
  /** How often a video was played, by where from. */
  readonly plays: { server: number; peertube: number };
  /** Codes that uploads rejected with before they were tried again. */
  readonly rejections: readonly string[];
  /** Uploads one file until it is received, then plays it. */
  upload(job: Job): Promise<void>;
  /** Plays it from where the server says. @throws Error when that takes too long, or the bytes are others. */
  play(id: string): Promise<void>;
  /** Every video of the server, when it says that all of so many are published. */
  published(count: number): Promise<PiyakastVideo[]>;
}

export function createOwner(client: PiyakastClient, sandbox: Sandbox): Owner {
  const received = new Map<string, Job>();
  const plays = { server: 0, peertube: 0 };
  const rejections: string[] = [];

  const play = async (id: string): Promise<void> => {
    const wanted = received.get(id)?.sha256;
    const hash = await until(
      `"${id}" to play`,
      async () => {
        const { sources } = await client.videos.get(id);
        for (const source of sources) {
          const found = await (source.kind === 'file' ? sha256At(source.url) : sandbox.sha256Of(source.uuid));
          // It may have moved since the question was answered: the next look says where to.
          if (found === undefined) continue;
          plays[source.kind === 'file' ? 'server' : 'peertube']++;
          return found;
        }
        return undefined;
      },
      { timeoutMs: PLAYABLE_WITHIN_MS, everyMs: 50 },
    );
    if (hash !== wanted) throw new Error(`"${id}" plays other bytes than were uploaded.`);
  };

  return {
    received,
    plays,
    rejections,
    play,
    async upload(job) {
      const { key, title, name } = job;
      const file = new File([await readFile(job.path)], name, { type: 'video/mp4' });
      const options = { key, name: title, chunkBytes: CHUNK_BYTES, maxChunkBytes: CHUNK_BYTES };
      for (;;) {
        try {
          const { id } = await client.uploads.upload(file, options).done;
          received.set(id, job);
          return await play(id);
        } catch (error) {
          if (!isPiyaError(error) || !error.retryable) throw error;
          rejections.push(error.code);
        }
      }
    },
    published: (count) =>
      until(
        `${count} videos to be published`,
        async () => {
          const videos = await listAll(client);
          const done = videos.filter(({ state }) => state === 'published');
          if (done.length < count) throw new Error(waitingFor(videos));
          return videos;
        },
        { timeoutMs: PUBLISHED_WITHIN_MS, everyMs: 250 },
      ),
  };
}

async function sha256At(url: string): Promise<string | undefined> {
  const response = await fetch(url);
  if (response.status === 404 || response.status === 410) return undefined;
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return createHash('sha256')
    .update(new Uint8Array(await response.arrayBuffer()))
    .digest('hex');
}

async function listAll(client: PiyakastClient): Promise<PiyakastVideo[]> {
  const videos: PiyakastVideo[] = [];
  for (;;) {
    const { total, data } = await client.videos.list({ start: videos.length, count: 100 });
    videos.push(...data);
    if (data.length === 0 || videos.length >= total) return videos;
  }
}

const waitingFor = (videos: readonly PiyakastVideo[]): string =>
  videos
    .filter(({ state }) => state !== 'published')
    .map(({ id, state, problem }) => `${id} is ${state}${problem ? `: ${problem.code}, ${problem.detail}` : ''}`)
    .join('\n');
