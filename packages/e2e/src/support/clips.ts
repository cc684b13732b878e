import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The ffmpeg that `npm test` found. */
export const ffmpeg = process.env.FFMPEG_PATH ?? 'ffmpeg';

export interface ClipOptions {
  seconds?: number;
  /** A test picture of ffmpeg's `lavfi`. */
  pattern?: string;
  /** Of the tone, in Hz. */
  tone?: number;
  /** Grain, 0 to 100: more makes a film that no browser buffers whole. */
  noise?: number;
}

/** Makes a small clip that every browser plays: H.264 and AAC in MP4, its index in front. */
export async function makeClip(path: string, options: ClipOptions = {}): Promise<string> {
  const { seconds = 5, pattern = 'testsrc2', tone = 440, noise = 0 } = options;
  const picture = `${pattern}=size=640x360:rate=25:duration=${seconds}`;
  await run(ffmpeg, [
    ...['-hide_banner', '-loglevel', 'error', '-y'],
    ...['-f', 'lavfi', '-i', noise > 0 ? `${picture},noise=alls=${noise}:allf=t` : picture],
    ...['-f', 'lavfi', '-i', `sine=frequency=${tone}:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50', '-c:a', 'aac', '-shortest'],
    ...['-movflags', '+faststart', path],
  ]);
  return path;
}

/**
 * Makes a clip of at least `sizeBytes`: the film, and behind it an MP4 `free` box of random bytes, which every player
 * skips. Random, so that nothing on the way can make it smaller.
 */
export async function makeLargeClip(path: string, sizeBytes: number, seconds = 20): Promise<string> {
  await makeClip(path, { seconds });
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const boxBytes = Math.max(8, sizeBytes - size);
    const header = Buffer.alloc(8);
    header.writeUInt32BE(boxBytes, 0);
    header.write('free', 4, 'latin1');
    await file.write(header, 0, 8, size);
    const block = randomBytes(1024 * 1024);
    for (let written = 8; written < boxBytes; written += block.length) {
      await file.write(block, 0, Math.min(block.length, boxBytes - written), size + written);
    }
  } finally {
    await file.close();
  }
  return path;
}

/** Makes a small JPEG. */
export async function makePicture(pattern = 'mandelbrot'): Promise<Blob> {
  const source = ['-f', 'lavfi', '-i', `${pattern}=size=640x360`, '-frames:v', '1'];
  const sink = ['-f', 'image2pipe', '-c:v', 'mjpeg', 'pipe:1'];
  const all = ['-hide_banner', '-loglevel', 'error', ...source, ...sink];
  const { stdout } = await run(ffmpeg, all, { encoding: 'buffer', maxBuffer: 16 * 1024 * 1024 });
  return new Blob([new Uint8Array(stdout)], { type: 'image/jpeg' });
}
