import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from '@piyakast/testing/kit';

const root = resolve(import.meta.dirname, '../../../..');

/** The demo as a newcomer starts it: the sandbox, the server and the page, in processes of their own. */
export interface System {
  /** Where the demo answers. */
  url: string;
  /** The link that signs the owner in. */
  signInUrl: string;
  token: string;
  sandboxUrl: string;
  /** Milliseconds from the start of the process to the first answered request. */
  startedInMs: number;
  output(): string;
  stop(): Promise<void>;
}

export interface StartSystemOptions {
  dataDir?: string;
  env?: Record<string, string>;
}

/** Starts `examples/demo/start.mjs` on free ports and waits for its first answer. */
export async function startSystem(options: StartSystemOptions = {}): Promise<System> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'piyakast-e2e-')));
  const port = await freePort();
  const beganMs = Date.now();
  const child = spawn(process.execPath, [join(root, 'examples/demo/start.mjs')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...options.env,
      PORT: String(port),
      DATA_DIR: dataDir,
    },
  });
  const output = collect(child);
  const url = `http://127.0.0.1:${port}`;
  try {
    await until(
      `an answer of ${url}`,
      async () => {
        if (child.exitCode !== null) throw new Error(`the demo ended with exit code ${child.exitCode}`);
        return (await fetch(`${url}/healthz`)).ok;
      },
      { timeoutMs: 60_000, everyMs: 25 },
    );
    const startedInMs = Date.now() - beganMs;
    const signInUrl = await until('the sign-in link', () => /https?:\/\/\S+#token=\S+/.exec(output())?.[0]);
    const status = (await (await fetch(`${url}/api/v1/status`)).json()) as { peertube: { url: string }[] };
    return {
      url,
      signInUrl,
      token: decodeURIComponent(signInUrl.split('#token=')[1] ?? ''),
      sandboxUrl: status.peertube[0]?.url ?? '',
      startedInMs,
      output,
      stop: async () => {
        await end(child);
        if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await end(child);
    throw new Error(`The demo did not start.\n${output()}`, { cause: error });
  }
}

/** Collects what a process prints. */
function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

/** Ends a process in order, and by force when it does not listen. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(force);
}

/** A free port. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
    });
  });
}
