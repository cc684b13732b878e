import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

const SECONDS = 12;
const COLOURS = 'c0=0x26348f:c1=0xa065d8:c2=0x2f8fb8:nb_colors=3:speed=0.015:seed=11';

/** Slow colours, and a bar that crosses the picture once, so that playing and standing still look different. */
const ARGUMENTS = [
  ...['-f', 'lavfi', '-i', `gradients=size=1280x720:rate=30:duration=${SECONDS}:${COLOURS}`],
  ...['-f', 'lavfi', '-i', `color=c=white:s=220x10:r=30:d=${SECONDS}`],
  ...['-f', 'lavfi', '-i', `sine=frequency=330:duration=${SECONDS}`],
  ...['-filter_complex', `[0][1]overlay=x='(W-w)*t/${SECONDS}':y=H-64,format=yuv420p[v];[2]volume=0.08[a]`],
  ...['-map', '[v]', '-map', '[a]'],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-c:a', 'aac', '-movflags', '+faststart'],
];

/**
 * Makes the demo's sample clip with the system's ffmpeg. Without ffmpeg the page records one itself, so a failure is
 * announced and harms nothing.
 */
export async function makeSampleClip(file) {
  if (existsSync(file)) return;
  const unfinished = `${file}.part.mp4`;
  try {
    await run('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...ARGUMENTS, unfinished]);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    console.log(`No sample clip by ffmpeg (${error.message}); the page records one instead.`);
  }
}

function run(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: 'ignore' });
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`${command} ended with ${code}`))));
  });
}
