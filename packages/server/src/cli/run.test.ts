import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@piyakast/testing/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDataDir } from '../test-support/database-template.js';
import { spawnServer } from '../test-support/server-process.js';
import { COMMANDS } from './commands.js';
import { runCli } from './run.js';

let sandbox: Sandbox;
let dataDir: string;
beforeAll(async () => {
  sandbox = await startSandbox({ media: 'sniff' });
  dataDir = await mkdtemp(join(tmpdir(), 'piyakast-doctor-'));
  await prepareDataDir(dataDir);
});
afterAll(async () => {
  await sandbox.close();
  await rm(dataDir, { recursive: true, force: true });
});

const environment = (change: Record<string, string> = {}) => ({
  PEERTUBE_URL: sandbox.url,
  PEERTUBE_USERNAME: sandbox.account.username,
  PEERTUBE_PASSWORD: sandbox.account.password,
  DATA_DIR: dataDir,
  ...change,
});

async function run(args: string[], change: Record<string, string> = {}) {
  const lines: string[] = [];
  const out = (line: string) => void lines.push(line);
  const stopped = new Promise<void>(() => undefined);
  const code = await runCli(args, { env: environment(change), out, error: out, stopped });
  return { code, text: lines.join('\n') };
}
/** Without RTMP: a sandbox that only looks at files takes no encoders. */
const doctor = (change: Record<string, string> = {}) => run(['doctor', '--skip', 'rtmp'], change);

describe('piyakast doctor (promise 61)', () => {
  it('finds everything in order', async () => {
    const { code, text } = await doctor();
    expect(text).toContain('ok    database: pglite');
    expect(code).toBe(0);
    expect(text).toContain('K-Pop -> Music');
    expect(text).not.toContain('WRONG');
  });

  it('tells a wrong configuration, storage, network and account apart by its exit code', async () => {
    expect(await doctor({ PORT: 'x' })).toMatchObject({ code: 2, text: expect.stringContaining('PORT') });
    const file = join(dataDir, 'not-a-directory');
    await writeFile(file, '');
    expect(await doctor({ DATA_DIR: file })).toMatchObject({ code: 3 });
    expect(await doctor({ PEERTUBE_URL: 'http://127.0.0.1:9' })).toMatchObject({ code: 5 });
    const wrong = await doctor({ PEERTUBE_PASSWORD: crypto.randomUUID() });
    expect(wrong).toMatchObject({ code: 6, text: expect.stringContaining('auth/invalid-credentials') });
  });

  it('answers programs with JSON', async () => {
    const { code, text } = await run(['doctor', '--json', '--skip', 'rtmp,database'], { PEERTUBE_PASSWORD: 'wrong-1' });
    const answer = JSON.parse(text) as { findings: { area: string; status: string; fix?: string }[] };
    expect(code).toBe(6);
    expect(answer).toMatchObject({ ok: false, exitCode: 6 });
    expect(answer.findings).toContainEqual(
      expect.objectContaining({
        area: 'credentials',
        status: 'wrong',
        fix: expect.stringContaining('PEERTUBE_PASSWORD'),
      }),
    );
    expect(await run(['doctor', '--skip', 'weather'])).toMatchObject({ code: 2 });
  });

  it('never shows the password', async () => {
    expect((await doctor()).text).not.toContain(sandbox.account.password);
  });

  it('asks the server that is using the embedded database, and finds nothing wrong with that', async () => {
    const server = await spawnServer(environment());
    try {
      const { port } = new URL(server.url);
      const beside = await doctor({ PORT: port });
      expect(beside.text).toContain(`a server (pid ${server.pid}) is using the database, so it was not looked into`);
      expect(beside.text).toContain('it says that it is ready');
      expect(beside.code).toBe(0);
      const elsewhere = await doctor({ PORT: '9' });
      expect(elsewhere.text).toContain('it does not answer at http://127.0.0.1:9/readyz; set PORT and HOST');
      expect(elsewhere.code).toBe(0);
    } finally {
      await server.terminate();
    }
  });
});

describe('piyakast db (promise 66)', () => {
  it('pushes, says what is applied, and changes nothing the second time', async () => {
    expect(await run(['db', 'push'])).toMatchObject({ code: 0 });
    expect(await run(['db', 'push'])).toEqual({ code: 0, text: 'The schema is up to date.' });
    expect(await run(['db', 'status'])).toMatchObject({ code: 0, text: expect.stringContaining('up to date') });
    expect(await run(['db', 'rollback'])).toMatchObject({ code: 0, text: expect.stringMatching(/^Undone: \d{4}-/) });
    expect(await run(['db', 'status'])).toMatchObject({ code: 1, text: expect.stringContaining('Missing steps: 1;') });
    expect(await run(['db', 'push'])).toMatchObject({ code: 0, text: expect.stringMatching(/^Applied: \d{4}-/) });
  });
});

describe('piyakast', () => {
  it.each([
    [['db', 'rollback', 'abc'], '"db rollback" takes the number of steps to undo, 1 or more, and "abc" was given.'],
    [['db', 'rollback', '0'], '"db rollback" takes the number of steps to undo, 1 or more, and "0" was given.'],
    [['db', 'push', '3'], '"db push" takes no argument, and "3" was given.'],
    [['db', 'drop'], 'Use "piyakast db push", "piyakast db status" or "piyakast db rollback [n]".'],
    [['serve', '--port', '1'], "Unknown option '--port'."],
  ])('%j is refused with one clear line, and nothing is done', async (args, line) => {
    expect(await run(args)).toEqual({ code: 2, text: `piyakast: ${line}` });
  });

  it('says what it can do, and nothing that it cannot', async () => {
    const { code, text } = await run(['help']);
    expect(code).toBe(0);
    const commands = text.match(/^ {2}piyakast [a-z]+/gm)?.map((line) => line.trim().slice('piyakast '.length));
    expect([...new Set(commands)]).toEqual(Object.keys(COMMANDS));
    expect(await run(['db', '--help'])).toEqual({ code: 0, text: expect.stringMatching(/^ {2}piyakast db push/) });
    expect(await run(['fly'])).toMatchObject({ code: 1, text: expect.stringContaining('no command "fly"') });
  });
});
