import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareDataDir } from '../test-support/database-template.js';
import { sampleMp4 } from '../test-support/sample-file.js';
import { type ServerProcess, spawnServer } from '../test-support/server-process.js';

const COMMAND = join(import.meta.dirname, '..', '..', 'bin', 'piyakast.mjs');
/** A short form: 200 take two minutes on a busy machine. `MIGRATION_FILES=200` is the long one. */
const FILES = Number(process.env.MIGRATION_FILES ?? 45);
const THIRD = Math.floor(FILES / 3);

let folder: string;
let server: ServerProcess | undefined;
let env: Record<string, string>;
const hashes = new Set<string>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-migration-kill-'));
  env = {
    // PeerTube is away: everything has to be kept here.
    PEERTUBE_URL: 'http://127.0.0.1:9',
    PEERTUBE_USERNAME: 'site',
    PEERTUBE_PASSWORD: crypto.randomUUID(),
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'silent',
  };
  await mkdir(join(folder, 'data'));
  await prepareDataDir(join(folder, 'data'));
  await mkdir(join(folder, 'videos'));
  for (let index = 0; index < FILES; index++) {
    const bytes = sampleMp4(1000 + index);
    hashes.add(sha256(bytes));
    await writeFile(join(folder, 'videos', `video-${index}.mp4`), bytes);
  }
  server = await spawnServer(env);
}, 120_000);
afterAll(async () => {
  await server?.terminate();
  await rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Runs the command and kills it when it has said so many lines. @returns The exit code; `null` when it was killed. */
function migrate(killAfterLines = Number.POSITIVE_INFINITY): Promise<number | null> {
  const options = [
    '--until',
    'stored',
    '--per-minute',
    '100000',
    '--concurrency',
    '4',
    '--report',
    join(folder, 'report'),
  ];
  const child = spawn(process.execPath, [COMMAND, 'migrate', join(folder, 'videos'), ...options], {
    cwd: folder,
    env: { ...env, PATH: process.env.PATH ?? '', PORT: new URL(server?.url ?? '').port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let lines = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    lines += chunk.toString().split('\n').length - 1;
    if (lines >= killAfterLines) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.once('close', resolve));
}

it('many files, killed twice: every file is there once, byte for byte, and its source is kept (promise 73)', async () => {
  expect(await migrate(THIRD)).toBeNull();
  expect(await migrate(THIRD)).toBeNull();
  expect(await migrate()).toBe(0);
  const stored = (await readdir(join(folder, 'data', 'files'))).filter((name) => /^[0-9a-f-]{36}$/.test(name));
  const found = await Promise.all(
    stored.map(async (name) => sha256(await readFile(join(folder, 'data', 'files', name)))),
  );
  expect(found.toSorted()).toEqual([...hashes].sort());
  expect((await server?.client.videos.list({ count: 1 }))?.total).toBe(FILES);
  expect(await readdir(join(folder, 'videos'))).toHaveLength(FILES);
}, 600_000);
