import { redact } from '@piyakast/sdk';
import { and, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../db/database.js';
import { streams, type VideoRow, videos } from '../db/schema.js';
import { Problem } from '../problem.js';
import { release } from '../videos/claims.js';
import { changeVideo } from '../videos/rows.js';
import type { VideoService } from '../videos/service.js';
import type { Background, BackgroundJobState } from './background.js';

/** What a server has to do, wherever it is noted. */
export interface Job {
  /** Of the video or live that it is about, else of the job itself. */
  id: string;
  /** `publish`, `confirm`, `await-transcoding`, `remove`, `follow-live`, or the name of a background queue. */
  kind: string;
  /** `dead` is not tried again unless someone with the right to asks for it. */
  state: 'waiting' | 'running' | 'dead';
  /** The video or live that it is about. */
  subject: { id: string; name: string } | null;
  failures: number;
  /** ISO 8601; null while it runs, and for a dead one. */
  nextAt: string | null;
  createdAt: string;
  problem: { code: string | null; detail: string } | null;
}

/** The jobs, for an operator. */
export interface Jobs {
  /** Dead ones first, then by the time of their next attempt. */
  list(): Promise<Job[]>;
  /** @throws {@link Problem} 404 `http/not-found`. */
  retry(id: string): Promise<void>;
  /** @throws {@link Problem} 404 `http/not-found`, 409 `http/conflict` for a removal. */
  cancel(id: string): Promise<void>;
}

export interface JobsDeps {
  db: Db;
  background: Background;
  videos: Pick<VideoService, 'retry'>;
}

/** So many of each kind are listed. */
const MOST = 1000;
const UNPUBLISHED = ['stored', 'publishing', 'local'] as const;
const STOPPED =
  'The operator of this server has stopped the publication of this video; it plays from here. Try again to publish it after all.';

export function createJobs({ db, background, videos: service }: JobsDeps): Jobs {
  const row = async (id: string) => {
    const [found] = isUuid(id)
      ? await db
          .select()
          .from(videos)
          .where(and(sql`${videos.id} = ${id}`, open()))
      : [];
    return found;
  };
  return {
    async list() {
      const [rows, lives, others] = await Promise.all([
        db.select().from(videos).where(open()).orderBy(videos.nextAttemptAt).limit(MOST),
        db.select().from(streams).where(isNotNull(streams.nextCheckAt)).orderBy(streams.nextCheckAt).limit(MOST),
        background.list(),
      ]);
      const followed = lives.map(
        ({ id, name, nextCheckAt, createdAt }): Job => ({
          ...{ id, kind: 'follow-live', state: 'waiting', subject: { id, name }, failures: 0, problem: null },
          ...{ nextAt: nextCheckAt?.toISOString() ?? null, createdAt: createdAt.toISOString() },
        }),
      );
      const jobs = [...rows.map(jobOfVideo), ...others.map(jobOfQueue), ...followed];
      return jobs.sort((a, b) => rank(a).localeCompare(rank(b)));
    },

    async retry(id) {
      const video = await row(id);
      if (video?.deletedAt === null) await service.retry(video);
      else if (video !== undefined) await db.update(videos).set(release(0)).where(sql`${videos.id} = ${id}`);
      else if (!isUuid(id) || !(await background.retry(id))) throw missing();
    },

    async cancel(id) {
      const video = await row(id);
      if (video === undefined) {
        if (!isUuid(id) || !(await background.cancel(id))) throw missing();
        return;
      }
      if (video.deletedAt !== null) {
        const detail = 'A removal cannot be cancelled: its video is gone for its users already.';
        throw new Problem(detail, { status: 409, code: 'http/conflict' });
      }
      // An attempt that runs now loses its hold with this, and writes nothing more.
      const problem = { problemCode: 'upload/rejected', problemDetail: STOPPED };
      await changeVideo(
        db,
        id,
        { ...release(null), ...problem, state: 'local' },
        inArray(videos.state, [...UNPUBLISHED]),
      );
    },
  };
}

const open = () =>
  or(isNotNull(videos.deletedAt), and(inArray(videos.state, [...UNPUBLISHED]), isNull(videos.deletedAt)));
const KINDS = { send: 'publish', confirm: 'confirm', settle: 'await-transcoding' } as const;

function jobOfVideo(row: VideoRow): Job {
  const isRunning = row.claimedUntil !== null && row.claimedUntil.getTime() > Date.now();
  const isDead = row.nextAttemptAt === null && !isRunning;
  return {
    id: row.id,
    kind: row.deletedAt === null ? KINDS[row.step] : 'remove',
    state: isRunning ? 'running' : isDead ? 'dead' : 'waiting',
    subject: { id: row.id, name: row.name },
    failures: row.attempts,
    nextAt: isRunning ? null : (row.nextAttemptAt?.toISOString() ?? null),
    createdAt: row.createdAt.toISOString(),
    problem: row.problemCode === null ? null : { code: row.problemCode, detail: row.problemDetail ?? row.problemCode },
  };
}

function jobOfQueue({ id, queue, state, data, failures, nextAt, createdAt, reason }: BackgroundJobState): Job {
  const { videoId, name } = data;
  return {
    id,
    kind: queue,
    state,
    subject: typeof videoId === 'string' ? { id: videoId, name: typeof name === 'string' ? name : '' } : null,
    failures,
    nextAt: nextAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    problem: reason === null ? null : { code: null, detail: redact(reason) },
  };
}

const rank = ({ state, nextAt, createdAt }: Job) =>
  `${['dead', 'running', 'waiting'].indexOf(state)} ${nextAt ?? createdAt}`;

const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

function missing(): Problem {
  return new Problem('There is no such job; it may be done.', { status: 404, code: 'http/not-found' });
}
