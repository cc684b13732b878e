import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';

/** The programs of an installed ffmpeg. */
export interface Ffmpeg {
  readonly version: string;
  /** Runs `ffmpeg` on a local file. @throws {@link FfmpegError} */
  convert(input: string, output: readonly string[], limits: RunLimits): Promise<void>;
  /** What `ffprobe` says, as JSON. @throws {@link FfmpegError} */
  probe(input: string, limits: RunLimits): Promise<unknown>;
}

export interface RunLimits {
  timeoutMs: number;
  signal: AbortSignal;
}

/** The program refused the file, or ran out of its time or memory; another attempt would end alike. */
export class FfmpegError extends Error {
  override name = 'FfmpegError';
}

/** Address space of one program: enough for 4K, and less than a crafted file may ask for. */
const MAX_MEMORY_BYTES = 4 * 1024 ** 3;
const MAX_OUTPUT = 1_000_000;
/** Below the server and the database. */
const LOW_PRIORITY = 10;
/** Formats that hold their media themselves. Playlists and lists of files could name other files of this machine. */
const FORMATS =
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpegts,mpeg,mpegvideo,asf,ogg,wav,mp3,aac,flac,ac3,aiff,mxf,rm,gif,h264,hevc';
/** Nothing is opened but the file itself: no network, no other protocol. */
const CLOSED = ['-protocol_whitelist', 'file', '-format_whitelist', FORMATS];

/** Looks for ffmpeg and ffprobe. @param command - A name or a path; `undefined` finds none. */
export async function findFfmpeg(command: string | undefined): Promise<Ffmpeg | undefined> {
  if (command === undefined) return undefined;
  const probeCommand = join(dirname(command), 'ffprobe');
  const probe = dirname(command) === '.' ? 'ffprobe' : probeCommand;
  const limits = { timeoutMs: 10_000, signal: new AbortController().signal };
  try {
    const text = await run(command, ['-version'], limits);
    await run(probe, ['-version'], limits);
    const version = /^ffmpeg version (\S+)/.exec(text)?.[1] ?? 'unknown';
    const hasLimiter = await run('prlimit', ['--version'], limits).then(
      () => true,
      () => false,
    );
    const limited = (program: string, args: string[], own: RunLimits) =>
      hasLimiter ? run('prlimit', [`--as=${MAX_MEMORY_BYTES}`, program, ...args], own) : run(program, args, own);
    return {
      version,
      async convert(input, output, own) {
        const quiet = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y'];
        await limited(command, [...quiet, ...CLOSED, '-i', `file:${input}`, ...output], own);
      },
      async probe(input, own) {
        const shown = ['-show_format', '-show_streams', '-of', 'json'];
        const answer = await limited(probe, ['-v', 'error', ...CLOSED, ...shown, `file:${input}`], own);
        return JSON.parse(answer) as unknown;
      },
    };
  } catch {
    // Not installed, or not to be run by this user: originals are offered as they are.
    return undefined;
  }
}

/** @returns What the program printed. */
function run(command: string, args: readonly string[], { timeoutMs, signal }: RunLimits): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH ?? '' } });
    let output = '';
    let errors = '';
    let ended: unknown;
    const end = (reason: unknown) => {
      ended ??= reason;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => end(new FfmpegError('It took too long.')), timeoutMs);
    const onAbort = () => end(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.length > MAX_OUTPUT) end(new FfmpegError('It printed too much.'));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000);
    });
    child.once('spawn', () => {
      if (child.pid !== undefined) setPriority(child.pid, LOW_PRIORITY);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (ended !== undefined) reject(ended);
      else if (code === 0) resolve(output);
      else if (/No space left/.test(errors)) reject(Object.assign(new Error('No room.'), { code: 'ENOSPC' }));
      else reject(new FfmpegError(errors.trim().split('\n').at(-1) ?? `It ended with ${code}.`));
    });
  });
}
