import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FakePeerTube } from '../peertube/fake-peertube.js';
import type { LiveMedia } from '../peertube/lives/live-media.js';
import type { LiveSessionState } from '../peertube/lives/state.js';
import type { VideoState } from '../peertube/videos/state.js';
import type { DiskStorage } from './disk-storage.js';
import { startLiveProcess } from './ffmpeg-live-process.js';
import { readLiveFile, statOf } from './live-files.js';
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

/** Each live is one ffmpeg process, from its publisher's first byte to its last. */
export function createFfmpegLives({ folder, storage, rtmpUrl, onEnd }: FfmpegLivesOptions): FfmpegLives {
  const running = new Map<string, Running>();
  const folderOf = (video: VideoState) => join(folder, video.uuid);
  const run = (video: VideoState, input: readonly string[], codecs: readonly string[]) => {
    const recording = storage.path(recordingKey(video, video.live?.sessions.at(-1)));
    return startLiveProcess({ video, folder: folderOf(video), recording, input, codecs });
  };

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
      const starting = run(video, ['-f', 'flv', '-i', 'pipe:0'], ['-c', 'copy']);
      starting.then((process) => watch(video, { process, cut }), cut);
      return sinkOf(starting);
    },
    async startTestPicture(video) {
      const picture = ['-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25'];
      const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100'];
      const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50', '-c:a', 'aac'];
      watch(video, { process: await run(video, [...picture, ...sound], encode) });
    },
    async stop(video) {
      const live = running.get(video.uuid);
      if (live) await end(live);
    },
    async ready(video, signal) {
      while (!(await statOf(join(folderOf(video), 'master.m3u8')))) {
        signal.throwIfAborted();
        if (!running.has(video.uuid) && video.live?.phase !== 'publishing') return;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
    file: (video, name) => readLiveFile(folderOf(video), name),
    async record(video, session) {
      const key = recordingKey(video, session);
      return (await storage.size(key)) > 0 ? key : undefined;
    },
    async close() {
      for (const live of [...running.values()]) await end(live);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Cuts the publisher and ends ffmpeg, which then finishes its files. */
async function end({ process, cut }: Running): Promise<void> {
  const gone = new Promise((resolve) => process.once('exit', resolve));
  cut?.();
  process.kill('SIGINT');
  await gone;
}

/** The input of a process that is being started: bytes that come before it are kept. */
function sinkOf(starting: Promise<ChildProcess>): RtmpSink {
  const waiting: Buffer[] = [];
  let stdin: ChildProcess['stdin'] | undefined;
  let hasLeft = false;
  starting.then(
    (process) => {
      stdin = process.stdin;
      for (const bytes of waiting.splice(0)) stdin?.write(bytes);
      if (hasLeft) stdin?.end();
    },
    () => waiting.splice(0), // The caller cuts the publisher.
  );
  return {
    write: (bytes) => void (stdin ? stdin.write(bytes) : waiting.push(bytes)),
    end() {
      hasLeft = true;
      stdin?.end();
    },
  };
}
