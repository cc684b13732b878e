import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const COMMAND = join(dirname(require.resolve('@piyakast/server/package.json')), 'bin/piyakast.mjs');

/** `piyakast serve` on one port and one data directory, in one process after the other. */
export interface MortalServer {
  readonly url: string;
  /** The owner's; empty until it was up once. */
  readonly token: string;
  /** Resolves when the process that was started last answers. */
  readonly up: Promise<void>;
  /** Rejects when one of the processes ends unexpectedly. */
  readonly failure: Promise<never>;
  start(): void;
  /** SIGKILL. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** What the last process printed. */
  output(): string;
}

export function mortalServer(url: string, env: Record<string, string>): MortalServer {
  let child: ChildProcess | undefined;
  let gone: Promise<void> = Promise.resolve();
  let up: Promise<void> = Promise.resolve();
  let text = '';
  let token = '';
  let fail: (error: unknown) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // The caller that awaits it gets the rejection; until then it must not count as unhandled.
  failure.catch(() => undefined);

  return {
    url,
    get token() {
      return token;
    },
    get up() {
      return Promise.race([up, failure]);
    },
    failure,
    output: () => text,
    start() {
      const base = {
        PATH: process.env.PATH ?? '',
        PORT: new URL(url).port,
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      };
      const begun = spawn(process.execPath, [COMMAND, 'serve'], {
        env: { ...base, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = begun;
      text = '';
      up = new Promise((resolve) => {
        const take = (chunk: Buffer) => {
          text += chunk.toString();
          const found = /Sign in: http\S+\/#token=(\S+)/.exec(text)?.[1];
          if (found === undefined) return;
          token = found;
          resolve();
        };
        begun.stdout.on('data', take);
        begun.stderr.on('data', take);
      });
      gone = new Promise((resolve) => {
        begun.once('error', fail);
        begun.once('close', (code, signal) => {
          if (signal !== 'SIGKILL') fail(new Error(`The server ended by itself with ${signal ?? code}:\n${text}`));
          resolve();
        });
      });
    },
    async kill() {
      child?.kill('SIGKILL');
      await gone;
    },
  };
}
