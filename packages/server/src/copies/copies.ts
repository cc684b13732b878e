import { and, eq, isNotNull, isNull, ne, or } from 'drizzle-orm';
import type { Db } from '../db/database.js';
import { type VideoRow, videos } from '../db/schema.js';
import { isDiskFull, RESERVE_BYTES } from '../files/disk.js';
import type { FileStorage } from '../files/storage.js';
import type { Background, BackgroundJob } from '../jobs/background.js';
import type { Logger } from '../log.js';
import { changeVideo, findVideo, type VideoChange } from '../videos/rows.js';
import { hasLocalFile } from '../videos/view.js';
import { inWorkFolder, type MadeFile, makeCopy, makePoster } from './convert.js';
import { type Ffmpeg, FfmpegError } from './ffmpeg.js';
import { mediaFacts } from './media-facts.js';
import { planCopy } from './plan.js';

const POSTER_QUEUE = 'poster';
const COPY_QUEUE = 'transcode-local';
const PROBE_MS = 30_000;
/** A file may go to PeerTube, and be removed here, while its copy is made. */
const LOOK_MS = 5000;
/** Without ffmpeg, by what is known of the container alone. */
const USUALLY_PLAYS = new Set([
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'video/ogg',
  'audio/wav',
  'audio/flac',
]);

/** Posters and forms that every browser plays, made of received files beside everything else. */
export interface Copies {
  /** The background jobs that do the work. */
  readonly jobs: readonly BackgroundJob[];
  /** Begins with a video that was just stored. */
  begin(id: string): Promise<void>;
  /** Begins with those that were forgotten, by a crash or because ffmpeg was not there. */
  sweep(): Promise<void>;
}

export interface CopiesDeps {
  db: Db;
  files: FileStorage;
  ffmpeg: Ffmpeg | undefined;
  log: Logger;
  send: Background['send'];
}

/** One factory: the two jobs, and what begins them, share the ffmpeg and the storage. */
export function createCopies(deps: CopiesDeps): Copies {
  const { db, ffmpeg, log, send } = deps;
  const patience = { retryLimit: 2, retryDelay: 30, retryBackoff: true, heartbeatSeconds: 60 };
  const jobs = [
    {
      queue: POSTER_QUEUE,
      workers: 1,
      patience: { ...patience, expireInSeconds: 600 },
      run: ({ videoId }: { videoId: string }, signal: AbortSignal) => look(deps, videoId, signal),
    },
    {
      queue: COPY_QUEUE,
      workers: 1,
      patience: { ...patience, expireInSeconds: 23 * 3600 },
      run: ({ videoId }: { videoId: string }, signal: AbortSignal) => transcode(deps, videoId, signal),
    },
  ];
  const enqueue = (queue: string, { id, name }: Pick<VideoRow, 'id' | 'name'>) =>
    send(queue, { videoId: id, name }, { key: id });
  const begin = async (row: VideoRow) => {
    if (ffmpeg !== undefined) return enqueue(POSTER_QUEUE, row);
    const copyState = USUALLY_PLAYS.has(row.mediaType) ? 'plays' : 'original';
    if (row.copyState !== copyState) await changeVideo(db, row.id, { copyState }, here());
  };
  return {
    jobs,
    async begin(id) {
      const row = await findVideo(db, id);
      if (row !== undefined) await begin(row);
    },
    async sweep() {
      const unseen =
        ffmpeg === undefined
          ? isNull(videos.copyState)
          : or(isNull(videos.copyState), eq(videos.copyState, 'original'));
      const rows = await db.select().from(videos).where(and(here(), unseen)).limit(100);
      for (const row of rows) await begin(row);
      if (ffmpeg === undefined) return;
      const unfinished = and(here(), eq(videos.copyState, 'preparing'));
      for (const row of await db.select().from(videos).where(unfinished).limit(100)) await enqueue(COPY_QUEUE, row);
      if (rows.length > 0) log.debug({ videos: rows.length }, 'posters of waiting files were asked for again');
    },
  };
}

/** What a file is: its poster at once, and whether browsers play it. */
async function look(deps: CopiesDeps, id: string, signal: AbortSignal): Promise<void> {
  const { db, files, log, send } = deps;
  const row = await findVideo(db, id);
  if (deps.ffmpeg === undefined || row === undefined || !hasLocalFile(row)) return;
  const { ffmpeg } = deps;
  await unlessRefused(deps, id, () =>
    files.withLocalFile(id, async (path) => {
      const media = mediaFacts(await ffmpeg.probe(path, { timeoutMs: PROBE_MS, signal }));
      const plan = planCopy(media, row.extension);
      const known: VideoChange = {
        copyState: plan.kind === 'plays' ? 'plays' : 'preparing',
        ...(media.durationSeconds === undefined ? {} : { durationSeconds: media.durationSeconds }),
      };
      if (media.video !== undefined) {
        await inWorkFolder(async (folder) => {
          await keep(deps, id, [await makePoster(ffmpeg, path, media, { folder, signal })], {
            ...known,
            hasPoster: true,
          });
        });
      } else await changeVideo(db, id, known, here());
      log.info({ event: 'video.looked-into', videoId: id, plan: plan.kind }, 'a local file was looked into');
      if (plan.kind !== 'plays') await send(COPY_QUEUE, { videoId: id, name: row.name }, { key: id });
    }),
  );
}

/** The form that browsers play, unless the file goes meanwhile. */
async function transcode(deps: CopiesDeps, id: string, stop: AbortSignal): Promise<void> {
  const { db, files, log } = deps;
  const row = await findVideo(db, id);
  if (deps.ffmpeg === undefined || row === undefined || !hasLocalFile(row) || row.copyState === 'plays') return;
  const { ffmpeg } = deps;
  // The copy, its heights, and the originals of others: a disk that is full loses uploads.
  if ((await files.freeBytes()) < 3 * row.sizeBytes + RESERVE_BYTES)
    throw new Error('There is no room for a copy that plays.');
  const gone = watchFile(deps, id);
  const signal = AbortSignal.any([stop, gone.signal]);
  try {
    await unlessRefused(deps, id, () =>
      files.withLocalFile(id, (path) =>
        inWorkFolder(async (folder) => {
          const media = mediaFacts(await ffmpeg.probe(path, { timeoutMs: PROBE_MS, signal }));
          const plan = planCopy(media, row.extension);
          if (plan.kind === 'plays') return;
          const made = await makeCopy(ffmpeg, path, { media, plan }, { folder, signal });
          const change = { copyState: 'made' as const, copyName: made[0]?.name ?? null, hasHls: made.length > 1 };
          await keep(deps, id, made, change);
          log.info({ event: 'video.copy-made', videoId: id, plan: plan.kind }, 'a form that browsers play was made');
        }),
      ),
    );
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    log.debug({ videoId: id }, 'the file is not here any more, so no copy of it is needed');
  } finally {
    gone.stop();
  }
}

/** Puts what was made beside the file, and says so in the row; takes it back when the file went meanwhile. */
async function keep(
  { db, files }: CopiesDeps,
  id: string,
  made: readonly MadeFile[],
  change: VideoChange,
): Promise<void> {
  for (const { name, path, type } of made) await files.writeDerived(id, name, path, type);
  if ((await changeVideo(db, id, change, here())) === undefined) await files.remove(id);
}

/** What ffmpeg cannot read stays as it is; another attempt would end alike. */
async function unlessRefused({ db, log }: CopiesDeps, id: string, task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    if (!(error instanceof FfmpegError) || isDiskFull(error)) throw error;
    log.info({ event: 'video.copy-failed', videoId: id, reason: error.message }, 'no form that browsers play was made');
    await changeVideo(db, id, { copyState: 'failed' }, here());
  }
}

function watchFile({ db }: CopiesDeps, id: string): { signal: AbortSignal; stop: () => void } {
  const gone = new AbortController();
  const timer = setInterval(() => {
    findVideo(db, id).then(
      (row) => {
        if (row === undefined || !hasLocalFile(row)) gone.abort(new Error('The file went.'));
      },
      () => undefined, // The database is away: the work goes to its end, and the row decides.
    );
  }, LOOK_MS);
  return { signal: gone.signal, stop: () => clearInterval(timer) };
}

/** The bytes are here, whole. */
const here = () =>
  and(
    isNotNull(videos.receivedAt),
    isNull(videos.fileDeletedAt),
    isNull(videos.deletedAt),
    ne(videos.state, 'rejected'),
  );
