import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@piyakast/testing/kit';
import { type Sandbox, startSandbox } from '@piyakast/testing/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDataDir } from '../test-support/database-template.js';
import { sampleMp4, sha256 } from '../test-support/sample-file.js';
import { runCommand, type ServerProcess, spawnServer } from '../test-support/server-process.js';
import { tusClient } from '../test-support/tus.js';

const MEGABYTE = 1024 * 1024;

let sandbox: Sandbox;
let dataDir: string;
let server: ServerProcess;

const environment = () => ({
  PEERTUBE_URL: sandbox.url,
  PEERTUBE_USERNAME: sandbox.account.username,
  PEERTUBE_PASSWORD: sandbox.account.password,
  DATA_DIR: dataDir,
  PROBE_SECONDS: '2',
});

beforeAll(async () => {
  sandbox = await startSandbox({ media: 'sniff', features: { transcodingMs: 300 } });
  dataDir = await mkdtemp(join(tmpdir(), 'piyakast-kill-'));
  await prepareDataDir(dataDir);
  server = await spawnServer(environment());
});

afterAll(async () => {
  await server?.kill9();
  await sandbox?.close();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

const restart = async () => {
  await server.kill9();
  sandbox.faults.clear();
  server = await spawnServer(environment());
};

const send = (bytes: Uint8Array<ArrayBuffer>, name: string) =>
  tusClient(server.url, server.token).send({ bytes, metadata: { name } });

const state = async (id: string) => (await server.client.videos.get(id)).state;

/** Exactly one video of this name is at PeerTube, with these bytes; the row says so and the local file is gone. */
async function expectPublishedOnce(id: string, name: string, bytes: Uint8Array): Promise<void> {
  const video = await until(`"${name}" to be published`, async () => {
    const found = await server.client.videos.get(id);
    return found.state === 'published' && found;
  });
  const remote = sandbox.videos().filter((one) => one.name === name);
  expect(remote).toHaveLength(1);
  const uuid = remote[0]?.uuid ?? '';
  expect(await sandbox.sha256Of(uuid)).toBe(sha256(bytes));
  expect(video.sources).toMatchObject([{ kind: 'peertube', uuid }]);
  await until('the local file to go', async () => !(await readdir(join(dataDir, 'files'))).includes(id));
}

describe('kill -9 of the server', () => {
  it('while a browser sends: the upload goes on at the byte it stopped at (promise 59)', async () => {
    const bytes = sampleMp4(3 * MEGABYTE);
    const before = tusClient(server.url, server.token);
    const created = await before.create({ bytes, metadata: { name: 'killed receiving' }, key: 'receiving' });
    const location = created.headers.get('location') ?? '';
    expect((await before.patch(location, 0, bytes.subarray(0, MEGABYTE))).status).toBe(204);
    // A second part that never ends, so that the kill falls into the middle of it.
    const half = new ReadableStream({
      start: (controller) => controller.enqueue(bytes.subarray(MEGABYTE, 2 * MEGABYTE)),
    });
    const cut = before.patch(location, MEGABYTE, half).catch(() => 'cut');
    const id = location.split('/').at(-1) ?? '';
    await restart();
    expect(await cut).toBe('cut');

    const after = tusClient(server.url, server.token);
    const again = await after.create({ bytes, metadata: { name: 'killed receiving' }, key: 'receiving' });
    expect(again.headers.get('location')).toBe(location);
    const offset = Number((await after.head(location)).headers.get('upload-offset'));
    expect(offset).toBeGreaterThanOrEqual(MEGABYTE);
    expect((await after.patch(location, offset, bytes.subarray(offset))).status).toBe(204);
    await expectPublishedOnce(id, 'killed receiving', bytes);
  });

  it('right after "received": the video is published after the restart', async () => {
    const bytes = sampleMp4(MEGABYTE);
    sandbox.faults.set({ hang: true });
    const id = await send(bytes, 'killed stored');
    await restart();
    await expectPublishedOnce(id, 'killed stored', bytes);
  });

  it('while PeerTube is down: it plays from the server after the restart, and moves when PeerTube is back (promise 2, promise 37)', async () => {
    const bytes = sampleMp4(MEGABYTE);
    await sandbox.stop();
    const id = await send(bytes, 'killed local');
    await until('the state local', async () => (await state(id)) === 'local');
    await restart();
    const played = await fetch(`${server.url}/media/${id}`);
    expect(sha256(new Uint8Array(await played.arrayBuffer()))).toBe(sha256(bytes));
    expect(await state(id)).toBe('local');
    await sandbox.start();
    const returnedAt = Date.now();
    await expectPublishedOnce(id, 'killed local', bytes);
    expect(Date.now() - returnedAt).toBeLessThan(30_000);
  });

  it('half-way to PeerTube: the rest is sent after the restart', async () => {
    const bytes = sampleMp4(16 * MEGABYTE);
    sandbox.faults.set({ bytesPerSecond: 8 * MEGABYTE });
    const id = await send(bytes, 'killed half-way');
    await until('half of the bytes at PeerTube', async () => {
      const { publishedBytes } = await server.client.videos.get(id);
      return publishedBytes > 0 && publishedBytes < bytes.length;
    });
    await restart();
    await expectPublishedOnce(id, 'killed half-way', bytes);
  });

  it('while PeerTube works on the last byte: the finished video is found, not sent again', async () => {
    const bytes = sampleMp4(MEGABYTE);
    sandbox.faults.set({ processingMs: 1500 });
    const uploads = sandbox.uploadsCompleted;
    const id = await send(bytes, 'killed processing');
    const phases = () => [...sandbox.fake.uploads.values()].map(({ phase }) => phase);
    await until('PeerTube to work on the file', () => phases().includes('processing'));
    await restart();
    await expectPublishedOnce(id, 'killed processing', bytes);
    expect(sandbox.uploadsCompleted).toBe(uploads + 1);
  });

  it('after PeerTube made the video and before the row knew: the account is asked, and nothing is sent again (promise 12)', async () => {
    const bytes = sampleMp4(MEGABYTE);
    sandbox.faults.set({ dropAnswerOfLastChunk: true });
    const uploads = sandbox.uploadsCompleted;
    const id = await send(bytes, 'killed before saving');
    await until('the video at PeerTube', () => sandbox.videos().some(({ name }) => name === 'killed before saving'));
    await restart();
    await expectPublishedOnce(id, 'killed before saving', bytes);
    expect(sandbox.uploadsCompleted).toBe(uploads + 1);
  });

  it('while PeerTube transcodes: the row is completed after the restart (promise 4)', async () => {
    const bytes = sampleMp4(MEGABYTE);
    sandbox.fake.features.transcodingMs = 1500;
    const id = await send(bytes, 'killed transcoding');
    await until('the upload to have ended', async () => {
      const video = await server.client.videos.get(id);
      return video.publishedBytes === bytes.length;
    });
    await restart();
    await expectPublishedOnce(id, 'killed transcoding', bytes);
  });

  it('and the embedded database is gone: the video that waited comes back under its id', async () => {
    const bytes = sampleMp4(MEGABYTE);
    await sandbox.stop();
    const id = await send(bytes, 'killed with the database');
    await until('the state local', async () => (await state(id)) === 'local');
    await server.kill9();
    await rm(join(dataDir, 'db'), { recursive: true });
    server = await spawnServer(environment());
    expect(await server.client.videos.get(id)).toMatchObject({ name: 'killed with the database', mine: true });
    await sandbox.start();
    await expectPublishedOnce(id, 'killed with the database', bytes);
  });

  it('at many moments of one upload: still exactly once', async () => {
    const bytes = sampleMp4(6 * MEGABYTE);
    sandbox.faults.set({ bytesPerSecond: 6 * MEGABYTE });
    const id = await send(bytes, 'killed often');
    for (const delayMs of [30, 250, 700]) {
      const killAt = Date.now() + delayMs;
      await until('the moment of the kill', () => Date.now() >= killAt);
      await server.kill9();
      server = await spawnServer(environment());
    }
    sandbox.faults.clear();
    await expectPublishedOnce(id, 'killed often', bytes);
  });
});

describe('the data directory', () => {
  it('belongs to one server: a second one stops and names the first', async () => {
    const { code, output } = await runCommand(['serve'], environment());
    expect(code).toBe(2);
    expect(output).toContain(`in use by the server with pid ${server.pid}`);
    expect(output.trim().split('\n')).toHaveLength(1);
  });

  it('is given back in order on SIGTERM, and no log line holds the token of PeerTube or of the owner (promise 43)', async () => {
    const tokens = sandbox.fake.log.since(0).length;
    expect(tokens).toBeGreaterThan(0);
    const started = Date.now();
    expect(await server.terminate()).toBe(0);
    expect(Date.now() - started).toBeLessThan(10_000);
    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    for (const line of lines) {
      expect(line).not.toContain(server.token);
      expect(line).not.toContain(sandbox.account.password);
    }
    server = await spawnServer(environment());
  });
});
