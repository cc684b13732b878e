import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type Sandbox, startSandbox } from '@piyakast/testing/sandbox';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { prepareDataDir } from '../test-support/database-template.js';
import { runCli } from './run.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PASSWORD = `with 'one' and "two" #${crypto.randomUUID()}`;
let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await startSandbox({ media: 'sniff', account: { username: 'site', password: PASSWORD } });
  folder = await mkdtemp(join(tmpdir(), 'piyakast-init-'));
  await mkdir(join(folder, 'data'));
  await prepareDataDir(join(folder, 'data'));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

async function init(args: string[], change: { answers?: string[]; env?: Record<string, string> } = {}) {
  const lines: string[] = [];
  const asked: { question: string; hidden: boolean }[] = [];
  const out = (line: string) => void lines.push(line);
  const answers = change.answers?.values();
  const ask = async (question: string, { hidden }: { hidden: boolean }) => {
    asked.push({ question, hidden });
    return answers?.next().value ?? '';
  };
  const code = await runCli(['init', ...args], {
    env: { DATA_DIR: join(folder, 'data'), ...change.env },
    directory: folder,
    ...(answers === undefined ? {} : { ask }),
    ...{ out, error: out },
    stopped: new Promise<void>(() => undefined),
  });
  return { code, text: lines.join('\n'), asked };
}

it('asks four things in a clean directory, writes .env for its owner alone, and runs doctor (promise 83)', async () => {
  const answers = [sandbox.url, 'site', PASSWORD, 'no', 'cast.example'];
  const { code, text, asked } = await init([], { answers });
  expect(code).toBe(0);
  expect(asked.filter(({ question }) => /^\d/.test(question))).toHaveLength(4);
  expect(asked.filter(({ hidden }) => hidden).map(({ question }) => question)).toEqual([
    expect.stringMatching(/password/i),
  ]);
  expect(text).toContain('ok    credentials: site can sign in');
  expect(text).toContain('start the server with "piyakast serve"');
  expect(text).not.toContain(PASSWORD);
  const path = join(folder, '.env');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(parseEnv(await readFile(path, 'utf8'))).toEqual({
    PEERTUBE_URL: sandbox.url,
    PEERTUBE_USERNAME: 'site',
    PEERTUBE_PASSWORD: PASSWORD,
    PUBLIC_URL: 'https://cast.example',
    TRUST_PROXY: 'true',
  });
  // The other commands find it.
  const lines: string[] = [];
  const io = {
    env: { DATA_DIR: join(folder, 'data') },
    directory: folder,
    out: (line: string) => void lines.push(line),
  };
  const next = await runCli(['doctor', '--skip', 'rtmp,database', '--json'], {
    ...io,
    error: io.out,
    stopped: Promise.resolve(),
  });
  expect([next, lines.join('')]).toEqual([0, expect.stringContaining('"ok": true')]);
});

it('keeps a file that is there, and answers scripts by options', async () => {
  const args = [
    '--instance',
    sandbox.url,
    '--username',
    'site',
    '--lives',
    'rtmp://127.0.0.1:1/live',
    '--public-url',
    '',
  ];
  const env = { PEERTUBE_PASSWORD: PASSWORD };
  const kept = await init(args, { env });
  expect(kept).toMatchObject({ code: 2, text: expect.stringContaining('is there already; use --force') });
  const forced = await init([...args, '--force', '--without-doctor'], { env });
  expect(forced.code).toBe(0);
  expect(parseEnv(await readFile(join(folder, '.env'), 'utf8'))).toMatchObject({ RTMP_URL: 'rtmp://127.0.0.1:1/live' });
  const missing = await init(['--instance', sandbox.url, '--force'], { env: { ...env, PEERTUBE_USERNAME: 'site' } });
  expect(missing).toMatchObject({ code: 2, text: expect.stringContaining('--public-url') });
});
