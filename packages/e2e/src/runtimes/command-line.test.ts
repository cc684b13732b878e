import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provideNode, SUPPORTED_NODES } from '../../../../.bootstrap/toolchain.mjs';
import { programOf } from './program-of.js';
import { type SmokeOptions, type SmokeReport, type SmokeSandbox, STEPS, smokeSandbox } from './smoke-report.js';

const run = promisify(execFile);
const hosts = join(import.meta.dirname, 'hosts');
/** A walk takes a second. A runtime that a timer of ours keeps alive does not end in this time. */
const TIMEOUT_MS = 20_000;

type Runtime = readonly [program: () => string | Promise<string>, args: readonly string[]];
const NODE: Runtime = [() => process.execPath, []];
const deno = (...rights: string[]): Runtime => [
  () => programOf('deno'),
  [
    ...['run', '--quiet', '--no-prompt', '--cached-only', '--node-modules-dir=manual'],
    ...['--allow-net=127.0.0.1', '--allow-read', ...rights],
  ],
];
// What socket.io is made of reads the environment.
const DENO = deno('--allow-env');
const BUN: Runtime = [() => programOf('bun'), ['run', '--no-install']];
const RUNTIMES: [name: string, runtime: Runtime][] = [
  ...SUPPORTED_NODES.map((major): [string, Runtime] => [`Node.js/${major}`, [() => provideNode(major), []]]),
  ['Deno', DENO],
  ['Bun', BUN],
];

describe('the SDK from a command line', () => {
  let sandbox: SmokeSandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = await smokeSandbox();
    folder = await mkdtemp(join(tmpdir(), 'piyakast-runtimes-'));
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function output(host: string, [program, args]: Runtime, options: object): Promise<string> {
    const { stdout } = await run(await program(), [...args, join(hosts, host)], {
      timeout: TIMEOUT_MS,
      env: {
        ...process.env,
        SMOKE_OPTIONS: JSON.stringify(options),
        // Neither looks for a newer version of itself, nor leaves anything behind.
        DENO_NO_UPDATE_CHECK: '1',
        DENO_DIR: folder,
        BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0',
      },
    });
    return stdout;
  }

  const walk = async (runtime: Runtime, options: SmokeOptions) =>
    JSON.parse(await output('command-line.mjs', runtime, options)) as SmokeReport;

  it.each(RUNTIMES)(
    'signs in, refreshes, uploads over a cut line, resumes, watches a live and ends by itself in %s',
    async (name, runtime) => {
      const report = await walk(runtime, sandbox.optionsFor(name));
      expect(report.steps).toEqual(STEPS);
      expect(report.userAgent.startsWith(name)).toBe(true);
      expect(report.hasDocument).toBe(false);
      expect(sandbox.left()).toEqual([]);
    },
  );

  it('watches a live by asking where Deno gives no right to the environment, which the socket needs', async () => {
    const options = { ...sandbox.optionsFor('Deno'), pollMs: 300 };
    const report = await walk(deno('--allow-env=SMOKE_OPTIONS'), options);
    expect(report.steps).toEqual(STEPS);
  });

  it.each(RUNTIMES)('sends a file by its path, unaltered over a cut line, in %s', async (name, runtime) => {
    const path = join(folder, `${name.replace('/', '-')}.mp4`);
    const content = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom', 'latin1'), randomBytes(9_000_000)]);
    await writeFile(path, content);
    sandbox.cutAfter(6_000_000);
    const uuid = await output('file-upload.mjs', runtime, { ...sandbox.optionsFor(name), path });
    expect(await sandbox.sha256Of(uuid.trim())).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('fails when the account is not the right one', async () => {
    const options = { ...sandbox.optionsFor('Node'), username: 'nobody' };
    await expect(walk(NODE, options)).rejects.toThrow('auth/invalid-credentials');
  });
});
