import { runCli } from '../cli/run.js';
import type { TestServer } from './test-server.js';

/** Runs a command of `piyakast` against a test server, as its administrator. */
export async function runCommand(server: TestServer, ...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const env = {
    PEERTUBE_URL: server.sandbox.url,
    PEERTUBE_USERNAME: 'x',
    PEERTUBE_PASSWORD: 'not needed here',
    PUBLIC_URL: server.url,
    PIYAKAST_TOKEN: server.token('admin') ?? '',
  };
  const out = (line: string) => void lines.push(line);
  const code = await runCli(args, { env, out, error: out, stopped: new Promise(() => undefined) });
  return { code, text: lines.join('\n') };
}
