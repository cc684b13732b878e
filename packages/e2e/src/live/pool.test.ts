import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClip } from '../support/clips.js';
import { openBrokenLine } from './broken-line.js';
import { createdVideos, instance, ownChannelId, signedIn } from './instance.js';

/** An address of this machine that nothing listens on. */
async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (!address || typeof address === 'string') throw new Error('There is no free port.');
  return `http://127.0.0.1:${address.port}`;
}

describe('a pool of the real instance and one that is dead (promise 75)', () => {
  let folder: string;
  let client: PeerTubeClient;
  let dead: PeerTubeClient;
  const created = createdVideos(() => client);
  /** New videos go to the dead one first: a draw against a million is lost in one of a million runs. */
  const poolOf = (real = client) => new PeerTubePool([{ client: dead, weight: 1_000_000 }, real]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'piyakast-live-'));
    client = await signedIn();
    dead = new PeerTubeClient({ url: await deadAddress(), retry: { limit: 0 } });
  });
  afterAll(async () => {
    await created.removeAll();
    await rm(folder, { recursive: true, force: true });
  });

  const videosNamed = async (name: string) =>
    (await client.account.videos({ search: name, count: 100 })).data.filter((video) => video.name === name);

  it('knows which one is there, also when it is asked now and again', async () => {
    const pool = poolOf();
    expect((await pool.check()).map(({ state }) => state)).toEqual(['down', 'up']);
    const stop = new AbortController();
    const changed = new Promise<string[]>((done) => {
      const again = poolOf();
      void again.keepChecking({
        signal: stop.signal,
        everyMs: 500,
        onChange: (members) => done(members.map(({ state }) => state)),
      });
    });
    expect(await changed).toEqual(['down', 'up']);
    stop.abort();
  });

  it('makes a live where it can, and reads it there through the pool', async () => {
    const pool = poolOf();
    const name = `pool ${randomUUID()}`;
    let states: string[] = [];
    const { client: home, result } = await pool.place(async (candidate) => {
      // A dead instance cannot be signed in on; this asks it something that needs no session.
      await candidate.config.get();
      // Looked at now: an instance that is down for some seconds counts as worth a try again.
      states = pool.members.map(({ state }) => state);
      return candidate.live.create({ name, channelId: await ownChannelId(candidate), privacy: 'public' });
    });
    created.add(result.uuid);
    expect(home.url).toBe(client.url);
    expect(await pool.clientOf(result.shortUUID)).toBe(client);
    expect((await pool.read(result.uuid, ({ videos }) => videos.get(result.uuid))).name).toBe(name);
    expect(states[0]).toBe('down');
    expect(pool.members[1]?.state).toBe('up');
  });

  it('does not believe "not found" of the one that is there while the home is dead', async () => {
    const pool = poolOf();
    const elsewhere = randomUUID();
    await pool.remember(elsewhere, dead);
    const read = pool.read(elsewhere, ({ videos }) => videos.get(elsewhere));
    await expect(read).rejects.toMatchObject({ code: 'network/unreachable', retryable: true });
    pool.remove(dead.url);
    await expect(pool.read(elsewhere, ({ videos }) => videos.get(elsewhere))).rejects.toMatchObject({
      code: 'video/not-found',
    });
  });

  it('uploads once, whichever is asked first, and finds the video again by its key', async () => {
    const path = await makeClip(join(folder, 'pool.mp4'), { seconds: 3 });
    const name = `pool ${randomUUID()}`;
    const placements = new Map<string, string>();
    const options = { name, key: randomUUID(), failoverAfterMs: 2_000, privacy: 'private' } as const;
    const upload = async () => {
      const pool = new PeerTubePool([{ client: dead, weight: 1_000_000 }, client], { placements });
      const fieldsFor = async (one: PeerTubeClient) => ({ channelId: await ownChannelId(one) });
      return pool.upload(await fileSource(path), { ...options, fieldsFor }).done;
    };
    const first = await upload();
    created.add(first.uuid);
    expect(first.url).toBe(client.url);
    expect(placements.get(first.uuid)).toBe(client.url);
    expect((await upload()).uuid).toBe(first.uuid);
    expect(await videosNamed(name)).toHaveLength(1);
  });

  it('takes back what an instance finished after it had been given up', async () => {
    const path = await makeClip(join(folder, 'unconfirmedUpload.mp4'), { seconds: 3 });
    const name = `pool ${randomUUID()}`;
    const line = await openBrokenLine(instance.url);
    try {
      // The same instance twice stands for two: by its own address, and by a line that dies with the last answer.
      let isCut = false;
      const first = await signedIn({
        retry: { limit: 0 },
        fetch: async (input, init) => {
          if (isCut) throw new TypeError('the line is cut');
          const answer = await line.fetch(input, init);
          const { method, url } = new Request(input instanceof Request ? input.url : input, {
            method: init?.method ?? 'GET',
          });
          if (method !== 'PUT' || !url.includes('/upload-resumable') || answer.status !== 200) return answer;
          isCut = true;
          throw new TypeError('the line is cut');
        },
      });
      const pool = new PeerTubePool([first]);
      const key = randomUUID();
      const channelId = await ownChannelId(client);
      const upload = pool.upload(await fileSource(path), {
        name,
        key,
        channelId,
        stallTimeoutMs: 2_000,
        processingTimeoutMs: 2_000,
      });
      await expect(upload.done).rejects.toMatchObject({ code: 'network/unreachable' });
      expect(await videosNamed(name)).toHaveLength(1);
      const unconfirmedUpload = {
        url: client.url,
        key,
        name,
        sinceMs: Date.now() - 60_000,
        untilMs: Date.now() + 60_000,
      };
      const unconfirmed = new Map([['elsewhere', unconfirmedUpload]]);
      expect(await new PeerTubePool([client], { unconfirmed }).settle()).toEqual([key]);
      expect(unconfirmed.size).toBe(0);
      expect(await videosNamed(name)).toEqual([]);
    } finally {
      await line.close();
    }
  });
});
