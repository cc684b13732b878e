import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ffmpeg } from '../support/clips.js';

const run = promisify(execFile);

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25:duration=3'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=3'];
const BOTH = [...PICTURE, ...SOUND, '-shortest'];

interface Recipe {
  /** Arguments of ffmpeg, without the file. */
  make: readonly string[];
  /** What is done to the bytes afterwards. */
  damage?: (bytes: Buffer) => Buffer;
}

/** Length of a packet of a transport stream, and of what is left of the first one. */
const [PACKET_BYTES, REST_BYTES] = [188, 88];

/** Valid files that upload kits tend to refuse or to announce wrongly, and PeerTube takes. */
const RECIPES = {
  'film.wmv': { make: [...BOTH, '-c:v', 'wmv2', '-c:a', 'wmav2'] },
  'song.wma': { make: [...SOUND, '-c:a', 'wmav2'] },
  'film.mpg': { make: [...BOTH, '-c:v', 'mpeg1video', '-c:a', 'mp2', '-f', 'mpeg'] },
  'film.vob': { make: [...BOTH, '-c:v', 'mpeg2video', '-c:a', 'ac3', '-f', 'vob'] },
  'voice.opus': { make: [...SOUND, '-c:a', 'libopus'] },
  // As a recorder leaves it that starts and stops in the middle of a packet.
  'cut.ts': {
    make: [...BOTH, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-f', 'mpegts'],
    damage: (bytes) => bytes.subarray(PACKET_BYTES - REST_BYTES, bytes.length - REST_BYTES),
  },
  'junk.mp3': {
    make: [...SOUND, '-c:a', 'libmp3lame'],
    damage: (bytes) => Buffer.concat([Buffer.alloc(1_000), bytes]),
  },
  // Old QuickTime has no `ftyp`; any other box may be the first.
  'skip.mov': {
    make: [...BOTH, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-f', 'mov'],
    damage: (bytes) => {
      bytes.write('skip', bytes.indexOf('ftyp'), 'latin1');
      return bytes;
    },
  },
} as const satisfies Record<string, Recipe>;

export type OddFile = keyof typeof RECIPES;

/** Makes one of them in a folder. @returns Its path. */
export async function makeOddFile(folder: string, name: OddFile): Promise<string> {
  const { make, damage }: Recipe = RECIPES[name];
  const path = join(folder, name);
  await run(ffmpeg, ['-hide_banner', '-loglevel', 'error', '-y', ...make, path]);
  if (damage) await writeFile(path, damage(await readFile(path)));
  return path;
}
