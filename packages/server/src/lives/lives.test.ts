import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PiyakastStream } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDataDir } from '../test-support/database-template.js';
import { type LossyProxy, startLossyProxy } from '../test-support/lossy-proxy.js';
import { type SandboxProcess, spawnSandbox } from '../test-support/sandbox-process.js';
import { type ServerProcess, spawnServer } from '../test-support/server-process.js';

let sandbox: SandboxProcess;
let proxy: LossyProxy;
let server: ServerProcess;
let dataDir: string;

beforeAll(async () => {
  sandbox = await spawnSandbox(['--replay-delay-ms', '2500']);
  proxy = await startLossyProxy(sandbox.url);
  dataDir = await mkdtemp(join(tmpdir(), 'piyakast-lives-'));
  await prepareDataDir(dataDir);
  const { username, password } = sandbox;
  server = await spawnServer({
    PEERTUBE_URL: proxy.url,
    PEERTUBE_USERNAME: username,
    PEERTUBE_PASSWORD: password,
    DATA_DIR: dataDir,
  });
});
afterAll(async () => {
  await server?.terminate();
  await proxy?.close();
  await sandbox?.close();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

const change = (uuid: string, state: 'live' | 'ended') =>
  sandbox.control('POST', `/lives/${uuid}`, { state, instant: true });
const stream = (id: string, what: string, is: (stream: PiyakastStream) => boolean) =>
  until(what, async () => {
    const found = await server.client.streams.get(id);
    return is(found) && found;
  });
const names = async () => ((await sandbox.control('GET', '/videos')) as { name: string }[]).map(({ name }) => name);

// They wait for other things, so they need not wait for each other.
describe.concurrent('a live at the sandbox', () => {
  it('that is permanent has as many sessions as it is used for, one key, and a replay of each (promise 22)', async () => {
    const { streams } = server.client;
    const { id, uuid } = await streams.create({ name: 'every evening', permanentLive: true, saveReplay: true });
    const { streamKey } = await streams.credentials(id);
    for (const session of [1, 2]) {
      await change(uuid, 'live');
      const onAir = await stream(id, `session ${session} on air`, ({ state }) => state === 'live');
      expect(onAir).toMatchObject({ endedAt: null, startedAt: expect.any(String) });
      await change(uuid, 'ended');
      const after = await stream(id, `the end of session ${session}`, ({ state }) => state !== 'live');
      // It can begin again at any time, so it is not over.
      expect(after.state).toBe('waiting');
      await stream(id, `replay ${session}`, ({ replays }) => replays.length === session);
    }
    const { replays, state } = await streams.get(id);
    expect(state).toBe('waiting');
    expect(new Set([uuid, ...replays.map((replay) => replay.uuid)]).size).toBe(3);
    for (const replay of replays) expect(replay.embedUrl).toContain(`/videos/embed/${replay.uuid}`);
    expect((await streams.credentials(id)).streamKey).toBe(streamKey);
  });

  it('that is not permanent ends, and becomes its own replay', async () => {
    const { id, uuid } = await server.client.streams.create({ name: 'only once', saveReplay: true });
    await change(uuid, 'live');
    await stream(id, 'the beginning', ({ state }) => state === 'live');
    await change(uuid, 'ended');
    await stream(id, 'the end', ({ state }) => state === 'ended');
    const { replays } = await stream(id, 'the replay', (found) => found.replays.length > 0);
    expect(replays).toMatchObject([{ uuid }]);
  });

  it('that keeps no replay links none (promise 21)', async () => {
    const { id, uuid } = await server.client.streams.create({ name: 'not kept', saveReplay: false });
    await change(uuid, 'live');
    await stream(id, 'the beginning', ({ state }) => state === 'live');
    await change(uuid, 'ended');
    expect(await stream(id, 'the end', ({ state }) => state === 'ended')).toMatchObject({ replays: [] });
  });

  it('is removed again when the answer to its creation was lost, and nobody was told its id', async () => {
    const kept = await server.client.streams.create({ name: 'lost on the way' });
    const lost = proxy.loseAnswer('POST', '/api/v1/videos/live');
    await expect(server.client.streams.create({ name: 'lost on the way' })).rejects.toMatchObject({
      code: 'live/no-instance',
    });
    expect(JSON.parse(await lost)).toMatchObject({ video: { uuid: expect.any(String) } });
    expect((await names()).filter((name) => name === 'lost on the way')).toHaveLength(2);
    await until('the half-made live to go', async () => {
      return (await names()).filter((name) => name === 'lost on the way').length === 1;
    });
    // The one of the same name that somebody was told of stays.
    expect(await server.client.streams.credentials(kept.id)).toMatchObject({ streamKey: expect.any(String) });
    expect((await server.client.streams.list()).data.filter(({ name }) => name === 'lost on the way')).toHaveLength(1);
  });
});
