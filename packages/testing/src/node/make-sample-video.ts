import { runTool } from '../sandbox/ffmpeg.js';

export interface SampleVideoOptions {
  /** Where to write; ends with `.mp4`. */
  path: string;
  /** @defaultValue 6 */
  seconds?: number;
  /** @defaultValue 640 */
  width?: number;
  /** @defaultValue 360 */
  height?: number;
  /** Frames per second. @defaultValue 25 */
  fps?: number;
  /** Bits per second of the picture; higher for a larger file. @defaultValue 400,000 */
  bitrate?: number;
}

/** Makes a test picture with a running clock and a tone: H.264 and AAC in an MP4 that begins to play at once. Needs ffmpeg. */
export async function makeSampleVideo(options: SampleVideoOptions): Promise<string> {
  const { path, seconds = 6, width = 640, height = 360, fps = 25, bitrate = 400_000 } = options;
  await runTool('ffmpeg', [
    ...['-v', 'error', '-y'],
    ...['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${fps}:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=44100:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', String(fps * 2)],
    ...['-b:v', String(bitrate), '-c:a', 'aac', '-b:a', '64k', '-shortest', '-movflags', '+faststart', path],
  ]);
  return path;
}
