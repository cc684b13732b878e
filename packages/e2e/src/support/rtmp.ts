import { type ChildProcess, spawn } from 'node:child_process';
import { ffmpeg } from './clips.js';

/** An encoder that sends a test picture and tone, as OBS would: H.264 with a key frame every two seconds, and AAC. */
export function pushRtmp(
  rtmpUrl: string,
  streamKey: string,
  seconds = 120,
): { stop(): Promise<void>; process: ChildProcess } {
  const process = spawn(
    ffmpeg,
    [
      ...['-hide_banner', '-loglevel', 'error', '-re'],
      ...['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=25:duration=${seconds}`],
      ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', '50'],
      ...['-c:a', 'aac', '-f', 'flv', `${rtmpUrl}/${streamKey}`],
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((done) => process.once('exit', () => done()));
  return {
    process,
    stop: async () => {
      process.kill('SIGINT');
      await ended;
    },
  };
}
