import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listedSegments, segmentSeconds } from '../peertube/lives/live-media.js';
import type { VideoState } from '../peertube/videos/state.js';

export interface LiveProcessOptions {
  video: VideoState;
  /** Where the playlists and segments go; emptied first. */
  folder: string;
  /** Path of the MP4 that the replay is made of. */
  recording: string;
  input: readonly string[];
  codecs: readonly string[];
}

/** Starts ffmpeg: one input, cut into HLS segments and recorded. Its exit is the end of the live. */
export async function startLiveProcess(options: LiveProcessOptions): Promise<ChildProcess> {
  const { video, folder, recording, input, codecs } = options;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const streams = ['-map', '0:v?', '-map', input.includes('lavfi') ? '1:a' : '0:a?', ...codecs];
  const args = [
    ...['-v', 'error', '-y', ...input],
    ...[...streams, '-f', 'hls', '-hls_time', String(segmentSeconds(video))],
    ...['-hls_list_size', String(listedSegments(video))],
    ...['-hls_flags', 'program_date_time+independent_segments', '-master_pl_name', 'master.m3u8'],
    ...['-hls_segment_filename', join(folder, '0-%06d.ts'), join(folder, '0.m3u8')],
    ...[...streams, '-f', 'mp4', '-movflags', 'frag_keyframe+empty_moov+default_base_moof', recording],
  ];
  const process = spawn('ffmpeg', args, { stdio: ['pipe', 'ignore', 'pipe'] });
  process.stderr?.on('data', (text: Buffer) => console.error(`sandbox: live ${video.uuid}: ${text}`));
  process.stdin?.on('error', () => process.kill('SIGINT')); // ffmpeg left first: its exit ends the live.
  return process;
}
