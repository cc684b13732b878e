import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PiyakastClient } from '@piyakast/sdk';

const COMMAND = join(import.meta.dirname, '..', '..', 'bin', 'piyakast.mjs');

/** A server in its own process, so that it can be killed. */
export interface ServerProcess {
  readonly url: string;
  readonly token: string;
  readonly client: PiyakastClient;
  readonly pid: number;
  output(): string;
  /** As a power cut would: no signal handler, no goodbye. Resolves when the process is gone. */
  kill9(): Promise<void>;
  /** @returns The exit code. */
  terminate(): Promise<number | null>;
}

/** Runs one `piyakast` command to its end. */
export async function runCommand(args: string[], env: Record<string, string>) {
  const child = launch(args, env);
  const text = collect(child);
  return { code: await exitOf(child), output: text() };
}

export async function spawnServer(env: Record<string, string>): Promise<ServerProcess> {
  const child = launch(['serve'], env);
  const output = collect(child);
  const exit = exitOf(child);
  const [url, token] = await new Promise<[string, string]>((resolve, reject) => {
    const look = () => {
      const match = /Sign in: (http\S+)\/#token=(\S+)/.exec(output());
      if (match?.[1] !== undefined && match[2] !== undefined) resolve([match[1], match[2]]);
    };
    child.stdout?.on('data', look);
    exit.then((code) => reject(new Error(`The server ended with ${code}:\n${output()}`)), reject);
  });
  return {
    url,
    token,
    client: new PiyakastClient({ url, token }),
    pid: child.pid ?? 0,
    output,
    async kill9() {
      child.kill('SIGKILL');
      await exit;
    },
    terminate() {
      child.kill('SIGTERM');
      return exit;
    },
  };
}

function launch(args: string[], env: Record<string, string>): ChildProcess {
  const noLimits = { RATE_LIMIT_PER_ADDRESS: '0', RATE_LIMIT_PER_USER: '0' };
  const base = { PATH: process.env.PATH ?? '', PORT: '0', ...noLimits };
  return spawn(process.execPath, [COMMAND, ...args], { env: { ...base, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const take = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  return () => text;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}
