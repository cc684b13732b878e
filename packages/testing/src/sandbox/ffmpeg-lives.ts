import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FakePeerTube } from '../peertube/fake-peertube.js';
import { type LiveMedia, listedSegments } from '../peertube/lives/live-media.js';
import type { LiveSessionState } from '../peertube/lives/state.js';
import type { VideoState } from '../peertube/videos/state.js';
import type { DiskStorage } from './disk-storage.js';
import type { RtmpSink } from './rtmp-server.js';

const POLL_MS = 200;

interface Running {
  process: ChildProcess;
  cut?: () => void;
}

/** Lives with real pictures: an encoder's stream, or a test picture, cut into segments by ffmpeg. */
export interface FfmpegLives extends LiveMedia {
  /** What the RTMP server does with a stream key. */
  publish(fake: FakePeerTube, streamKey: string, cut: () => void): RtmpSink | 'unknown' | 'busy';
  close(): Promise<void>;
}

export interface FfmpegLivesOptions {
  folder: string;
  storage: DiskStorage;
  rtmpUrl: () => string;
  /** The publisher of a live is gone. */
  onEnd: (video: VideoState) => void;
}

const recordingKey = (video: VideoState, session: LiveSessionState | undefined) =>
  `recording-${video.uuid}-${session?.id ?? 0}.mp4`;

export function createFfmpegLives({ folder, storage, rtmpUrl, onEnd }: FfmpegLivesOptions): FfmpegLives {
  const running = new Map<string, Running>();
  const folderOf = (video: VideoState) => join(folder, video.uuid);

  async function run(video: VideoState, input: readonly string[], codecs: readonly string[]): Promise<ChildProcess> {
    await rm(folderOf(video), { recursive: true, force: true });
    await mkdir(folderOf(video), { recursive: true });
    const seconds = video.live?.latencyMode === 3 ? '2' : '4';
    const recording = storage.path(recordingKey(video, video.live?.sessions.at(-1)));
    const args = [
      ...['-v', 'error', '-y', ...input],
      ...['-map', '0:v?', '-map', input.includes('lavfi') ? '1:a' : '0:a?', ...codecs],
      ...['-f', 'hls', '-hls_time', seconds, '-hls_list_size', String(listedSegments(video))],
      ...['-hls_flags', 'program_date_time+independent_segments', '-master_pl_name', 'master.m3u8'],
      ...['-hls_segment_filename', join(folderOf(video), '0-%06d.ts'), join(folderOf(video), '0.m3u8')],
      ...['-map', '0:v?', '-map', input.includes('lavfi') ? '1:a' : '0:a?', ...codecs],
      ...['-f', 'mp4', '-movflags', 'frag_keyframe+empty_moov+default_base_moof', recording],
    ];
    const process = spawn('ffmpeg', args, { stdio: ['pipe', 'ignore', 'pipe'] });
    process.stderr?.on('data', (text: Buffer) => console.error(`sandbox: live ${video.uuid}: ${text}`));
    process.stdin?.on('error', () => process.kill('SIGINT')); // ffmpeg left first: its exit ends the live.
    return process;
  }

  /** The exit of ffmpeg is the end of the stream, from either side. */
  function watch(video: VideoState, live: Running): void {
    running.set(video.uuid, live);
    live.process.once('exit', () => {
      running.delete(video.uuid);
      live.cut?.();
      onEnd(video);
    });
  }

  return {
    rtmpUrl,
    publish(fake, streamKey, cut) {
      const video = fake.state.videos.find((one) => one.live?.streamKey === streamKey);
      if (!video) return 'unknown';
      if (video.live?.phase === 'publishing') return 'busy';
      if (!fake.goLive(video.uuid)) return 'unknown';
      const waiting: Buffer[] = [];
      let stdin: ChildProcess['stdin'] | undefined;
      let left = false;
      void run(video, ['-f', 'flv', '-i', 'pipe:0'], ['-c', 'copy']).then((process) => {
        stdin = process.stdin;
        for (const bytes of waiting.splice(0)) stdin?.write(bytes);
        if (left) stdin?.end();
        watch(video, { process, cut });
      }, cut);
      return {
        write: (bytes) => void (stdin ? stdin.write(bytes) : waiting.push(bytes)),
        end() {
          left = true;
          stdin?.end();
        },
      };
    },
    async startTestPicture(video) {
      const picture = ['-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25'];
      const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100'];
      const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50', '-c:a', 'aac'];
      watch(video, { process: await run(video, [...picture, ...sound], encode) });
    },
    async stop(video) {
      const live = running.get(video.uuid);
      if (!live) return;
      const gone = new Promise((resolve) => live.process.once('exit', resolve));
      live.cut?.();
      live.process.kill('SIGINT');
      await gone;
    },
    async ready(video, signal) {
      while (!(await exists(join(folderOf(video), 'master.m3u8')))) {
        signal.throwIfAborted();
        if (!running.has(video.uuid) && video.live?.phase !== 'publishing') return;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
    async file(video, name) {
      if (!/^[\w-]+\.(m3u8|ts|json)$/.test(name)) return undefined;
      if (name === 'segments-sha256.json') return textFile(await hashes(folderOf(video)));
      const found = await exists(join(folderOf(video), name));
      if (!found) return undefined;
      const bytes = Readable.toWeb(createReadStream(join(folderOf(video), name), { end: Math.max(0, found.size - 1) }));
      return { bytes: bytes as ReadableStream<Uint8Array>, sizeBytes: found.size };
    },
    async record(video, session) {
      const key = recordingKey(video, session);
      return (await storage.size(key)) > 0 ? key : undefined;
    },
    async close() {
      for (const { process, cut } of running.values()) {
        const gone = new Promise((resolve) => process.once('exit', resolve));
        cut?.();
        process.kill('SIGINT');
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function textFile(text: string): { bytes: ReadableStream<Uint8Array>; sizeBytes: number } {
  const bytes = new TextEncoder().encode(text);
  return { bytes: new Blob([bytes]).stream(), sizeBytes: bytes.length };
}

/** Of the segments that the playlist lists now. */
async function hashes(folder: string): Promise<string> {
  const playlist = (await exists(join(folder, '0.m3u8'))) ? await readFile(join(folder, '0.m3u8'), 'utf8') : '';
  const segments = playlist.split('\n').filter((line) => line.endsWith('.ts'));
  const entries = await Promise.all(
    segments.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return [name, createHash('sha256').update(bytes).digest('hex')];
    }),
  );
  return JSON.stringify(Object.fromEntries(entries));
}

async function exists(path: string): Promise<{ size: number } | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
