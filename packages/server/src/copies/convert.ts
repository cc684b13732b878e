import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MASTER, POSTER, typeOfDerived } from './derived.js';
import type { Ffmpeg } from './ffmpeg.js';
import type { MediaFacts } from './media-facts.js';
import type { CopyPlan } from './plan.js';

const POSTER_MS = 60_000;
const REMUX_MS = 30 * 60_000;
/** A slow machine takes several times a video's length for all heights together. */
const TRANSCODE_FACTOR = 12;
const MIN_TRANSCODE_MS = 10 * 60_000;
const MAX_TRANSCODE_MS = 12 * 3_600_000;
const SEGMENT_SECONDS = 4;
const POSTER_WIDTH = 1280;

/** A derived file on this machine's disk. */
export interface MadeFile {
  name: string;
  path: string;
  type: string;
}

/** A folder for the work of one job, gone with it. */
export async function inWorkFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'piyakast-copy-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One picture, from a tenth of the way in: films begin black. */
export async function makePoster(
  ffmpeg: Ffmpeg,
  input: string,
  media: MediaFacts,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<MadeFile> {
  const path = join(folder, POSTER);
  const scale = `scale='min(${POSTER_WIDTH},iw)':-2`;
  const limits = { timeoutMs: POSTER_MS, signal };
  const at = Math.min(10, (media.durationSeconds ?? 0) / 10);
  const picture = (seconds: number) => [
    ...(seconds > 0 ? ['-ss', seconds.toFixed(2)] : []),
    ...[
      '-map',
      '0:v:0',
      '-frames:v',
      '1',
      '-vf',
      `${scale},format=yuvj420p`,
      '-q:v',
      '4',
      '-f',
      'image2',
      '-update',
      '1',
      path,
    ],
  ];
  await ffmpeg.convert(input, picture(at), limits);
  // A length that the file only claims to have: then the first picture.
  if ((await stat(path).catch(() => undefined)) === undefined) await ffmpeg.convert(input, picture(0), limits);
  return { name: POSTER, path, type: typeOfDerived(POSTER) };
}

/** Makes the form that browsers play. The first file is the one to offer; heights of HLS follow, their master last. */
export async function makeCopy(
  ffmpeg: Ffmpeg,
  input: string,
  { media, plan }: { media: MediaFacts; plan: Exclude<CopyPlan, { kind: 'plays' }> },
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<MadeFile[]> {
  if (plan.kind === 'remux') {
    const name = `web.${plan.container}`;
    const fast = plan.container === 'mp4' ? FAST_START : [];
    const output = [...STREAMS, '-c', 'copy', ...fast, join(folder, name)];
    await ffmpeg.convert(input, output, { timeoutMs: REMUX_MS, signal });
    return [made(folder, name)];
  }
  const limits = { timeoutMs: transcodeMs(media.durationSeconds), signal };
  if (plan.heights.length === 0) {
    await ffmpeg.convert(input, ['-map', '0:a:0', ...SOUND, ...FAST_START, join(folder, 'web.m4a')], limits);
    return [made(folder, 'web.m4a')];
  }
  const even = 'scale=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p';
  const mp4 = [...STREAMS, '-vf', even, ...PICTURE, ...SOUND, ...FAST_START, join(folder, 'web.mp4')];
  await ffmpeg.convert(input, mp4, limits);
  await mkdir(join(folder, 'hls'));
  await ffmpeg.convert(input, hlsArguments(plan.heights, media.audio !== undefined, join(folder, 'hls')), limits);
  const parts = (await readdir(join(folder, 'hls'))).filter((name) => name !== 'master.m3u8');
  return [made(folder, 'web.mp4'), ...parts.map((part) => made(folder, `hls/${part}`)), made(folder, MASTER)];
}

const STREAMS = ['-map', '0:v:0', '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1'];
const FAST_START = ['-movflags', '+faststart'];
/** Half of the cores stay with the server. */
const PICTURE = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high', '-threads', '2'];
const SOUND = ['-c:a', 'aac', '-b:a', '128k', '-ac', '2'];

/** Every height in one pass; segments are ranges of one file each, so that a video makes few files. */
function hlsArguments(heights: readonly number[], hasSound: boolean, folder: string): string[] {
  const split = `[0:v:0]split=${heights.length}${heights.map((_, index) => `[s${index}]`).join('')}`;
  const scaled = heights.map((height, index) => `[s${index}]scale=-2:${height},format=yuv420p[v${index}]`);
  const maps = heights.flatMap((_, index) => ['-map', `[v${index}]`, ...(hasSound ? ['-map', '0:a:0'] : [])]);
  const variants = heights.map((height, index) => `v:${index}${hasSound ? `,a:${index}` : ''},name:${height}p`);
  const rates = heights.flatMap((height, index) => {
    const kilobits = kilobitsOf(height);
    const limit = ['-maxrate:v:', '-bufsize:v:'].flatMap((option, at) => [
      `${option}${index}`,
      `${kilobits * (at + 1)}k`,
    ]);
    return [`-b:v:${index}`, `${kilobits}k`, ...limit];
  });
  const keyframes = ['-force_key_frames', `expr:gte(t,n_forced*${SEGMENT_SECONDS})`, '-sc_threshold', '0'];
  const hls = ['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_playlist_type', 'vod'];
  const files = ['-hls_segment_type', 'fmp4', '-hls_flags', 'single_file', '-master_pl_name', 'master.m3u8'];
  return [
    ...['-filter_complex', [split, ...scaled].join(';')],
    ...maps,
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-threads', '2'],
    ...rates,
    ...keyframes,
    ...(hasSound ? SOUND : []),
    ...['-map_metadata', '-1'],
    ...hls,
    ...files,
    ...['-var_stream_map', variants.join(' '), join(folder, '%v.m3u8')],
  ];
}

/** By lines; players choose a height by what the master says of these. */
const KILOBITS = [
  [240, 400],
  [360, 700],
  [480, 1200],
  [720, 2500],
  [1080, 4500],
  [1440, 9000],
] as const;
const kilobitsOf = (height: number): number => KILOBITS.find(([lines]) => height <= lines)?.[1] ?? 16_000;

function transcodeMs(durationSeconds = 0): number {
  return Math.min(MAX_TRANSCODE_MS, Math.max(MIN_TRANSCODE_MS, durationSeconds * 1000 * TRANSCODE_FACTOR));
}

const made = (folder: string, name: string): MadeFile => ({
  name,
  path: join(folder, name),
  type: typeOfDerived(name),
});
