import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../node_modules/@piyakast/testing/bin/sandbox.mjs', import.meta.url));

/** The sandbox as people start it. */
export interface SandboxProcess {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** A request to one of its switches, such as `POST /lives/:id`. */
  control(method: string, path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
}

export async function spawnSandbox(args: string[]): Promise<SandboxProcess> {
  const [username, password] = ['demo', randomBytes(12).toString('hex')];
  const env = { PATH: process.env.PATH ?? '', SANDBOX_USERNAME: username, SANDBOX_PASSWORD: password };
  const child = spawn(process.execPath, [COMMAND, '--port', '0', '--rtmp-port', '0', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /listens on (http\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    exit.then((code) => reject(new Error(`The sandbox ended with ${code}:\n${text}`)), reject);
  });
  return {
    url,
    username,
    password,
    async control(method, path, body) {
      const answer = await fetch(`${url}/_sandbox${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    async close() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}
