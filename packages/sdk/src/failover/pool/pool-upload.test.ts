import { seededRandom } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { type FakeInstance, fakeInstance } from '../../test-support/fake-instance.js';
import { unreachable } from '../../test-support/transcript.js';
import type { UnconfirmedUpload } from '../unconfirmed/unconfirmed-uploads.js';
import { PeerTubePool } from './peertube-pool.js';
import type { PeerTubePoolOptions } from './pool-options.js';
import type { PoolUploadOptions } from './pool-upload.js';

const MIB = 1024 * 1024;
const MINUTE_MS = 60_000;

/** Begins as an MP4 does. */
const film = (bytes = 4 * MIB) =>
  new File([new Uint8Array([0, 0, 0, 24]), 'ftypmp42\0\0\0\0mp42isom', new Uint8Array(bytes)], 'film.mp4', {
    type: 'video/mp4',
    lastModified: 1,
  });
const FIELDS: PoolUploadOptions = { name: 'A film', chunkBytes: MIB, maxChunkBytes: MIB, failoverAfterMs: 20_000 };

/** Two instances with a client signed in on each; new videos go to the first while it is there. */
async function pair(options: PeerTubePoolOptions = {}) {
  const one = fakeInstance({ url: 'http://one.test' });
  const two = fakeInstance({ url: 'http://two.test', clock: one.clock });
  /** Called with the first instance's requests before they go out. */
  let before: (request: Request) => void = () => undefined;
  let after: (request: Request) => void = () => undefined;
  const clients = [
    await one.signedIn({
      clock: one.clock,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        before(request);
        const answer = await one.fetch(input, init);
        after(request);
        return answer;
      },
    }),
    await two.signedIn({ clock: one.clock }),
  ] as const;
  const random = seededRandom(1);
  const members = [{ client: clients[0], weight: 1_000_000 }, clients[1]];
  const unconfirmed = new Map<string, UnconfirmedUpload>();
  const pool = new PeerTubePool(members, { clock: one.clock, random, unconfirmed, ...options });
  return {
    one,
    two,
    clock: one.clock,
    clients,
    members,
    pool,
    unconfirmed,
    onRequest: (listener: typeof before) => {
      before = listener;
    },
    onAnswer: (listener: typeof after) => {
      after = listener;
    },
    /** The first takes the last chunk of a film; then these are away, with the answer. */
    dieWithLastAnswer: (...dying: FakeInstance[]) => {
      let sent = 0;
      after = (request) => {
        if (isChunk(request)) sent += 1;
        if (sent < 5) return;
        for (const { fake } of [one, ...dying]) fake.faults.set({ down: true });
        throw unreachable();
      };
    },
    names: () => [one, two].map(({ fake }) => fake.videos().map(({ name }) => name)),
  };
}

/** Advances the clock until the work has settled; between two steps what needs no clock (reading, loading) comes to its end. */
async function settled<T>({ clock }: FakeInstance, work: Promise<T>): Promise<T> {
  let isOver = false;
  work
    .finally(() => {
      isOver = true;
    })
    .catch(() => undefined);
  while (!isOver) {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(5_000);
  }
  return work;
}

const isChunk = ({ method, url }: Request): boolean => method === 'PUT' && url.includes('upload-resumable');

describe('PeerTubePool.upload() (promise 75)', () => {
  it('remembers where a video went, by both of its ids', async () => {
    const { pool, one, clients } = await pair();
    const video = await settled(one, pool.upload(film(), FIELDS).done);
    expect(video.url).toBe('http://one.test');
    expect(await pool.clientOf(video.uuid)).toBe(clients[0]);
    expect(await pool.clientOf(video.shortUUID)).toBe(clients[0]);
  });

  it('makes one video when an instance dies in the middle of the file, and none more when it is back', async () => {
    const { pool, one, names, onRequest, clients, unconfirmed } = await pair();
    let chunks = 0;
    onRequest((request) => {
      if (isChunk(request)) chunks += 1;
      if (chunks > 2) one.fake.faults.set({ down: true });
    });
    const phases: string[] = [];
    const upload = pool.upload(film(), FIELDS);
    upload.onProgress(({ phase }) => phases.push(phase));
    const video = await settled(one, upload.done);
    expect(video.url).toBe('http://two.test');
    expect(await pool.clientOf(video.uuid)).toBe(clients[1]);
    expect(phases).not.toContain('failed');
    expect(phases.at(-1)).toBe('done');
    // Half of a file is no video, and the rest is never sent.
    expect([...unconfirmed.values()]).toEqual([]);
    onRequest(() => undefined);
    one.fake.faults.clear();
    await one.clock.advance(120 * MINUTE_MS);
    expect((await pool.check()).map(({ state }) => state)).toEqual(['up', 'up']);
    expect(names()).toEqual([[], ['A film']]);
  });

  it('takes back what an instance made that died with its last answer', async () => {
    const { pool, one, names, onAnswer, dieWithLastAnswer, clients, unconfirmed } = await pair();
    dieWithLastAnswer();
    const upload = pool.upload(film(), FIELDS);
    const video = await settled(one, upload.done);
    expect(video.url).toBe('http://two.test');
    expect(names()).toEqual([['A film'], ['A film']]);
    expect([...unconfirmed.values()]).toMatchObject([{ url: 'http://one.test', key: upload.key, name: 'A film' }]);
    expect(await pool.settle()).toEqual([]);
    onAnswer(() => undefined);
    one.fake.faults.clear();
    await pool.check();
    expect(await pool.settle()).toEqual([upload.key]);
    expect(names()).toEqual([[], ['A film']]);
    expect([...unconfirmed.values()]).toEqual([]);
    expect((await pool.read(video.uuid, (client) => client.videos.get(video.uuid))).uuid).toBe(video.uuid);
    expect(await pool.clientOf(video.uuid)).toBe(clients[1]);
  });

  it('settles the unconfirmed uploads of an earlier process', async () => {
    const { pool, one, names, onAnswer, dieWithLastAnswer, members, unconfirmed } = await pair();
    dieWithLastAnswer();
    await settled(one, pool.upload(film(), FIELDS).done);
    const kept = new Map<string, UnconfirmedUpload>(JSON.parse(JSON.stringify([...unconfirmed])));
    onAnswer(() => undefined);
    one.fake.faults.clear();
    const next = new PeerTubePool(members, { clock: one.clock, unconfirmed: kept });
    const stop = new AbortController();
    const checking = next.keepChecking({ signal: stop.signal, everyMs: 10_000 });
    await one.clock.advance(60_000);
    stop.abort();
    await checking;
    expect(names()).toEqual([[], ['A film']]);
    expect([...kept.values()]).toEqual([]);
  });

  it('takes it back also when the process ends while another instance is sent to', async () => {
    const placements = new Map<string, string>();
    const { pool, one, two, names, onAnswer, dieWithLastAnswer, members, unconfirmed, clock } = await pair({
      placements,
    });
    dieWithLastAnswer();
    const killed = new AbortController();
    const options = { ...FIELDS, key: 'the-key', signal: killed.signal };
    const upload = pool.upload(film(), options);
    upload.onProgress(() => {
      if (two.asked().filter((entry) => entry.startsWith('PUT')).length === 2) killed.abort();
    });
    await expect(settled(one, upload.done)).rejects.toThrow();
    expect(names()).toEqual([['A film'], []]);
    onAnswer(() => undefined);
    one.fake.faults.clear();
    await clock.advance(MINUTE_MS);
    const next = new PeerTubePool(members, { clock, placements, unconfirmed });
    expect((await settled(one, next.upload(film(), { ...FIELDS, key: 'the-key' }).done)).url).toBe('http://two.test');
    await next.check();
    expect(await next.settle()).toEqual(['the-key']);
    expect(names()).toEqual([[], ['A film']]);
    expect([...unconfirmed.values()]).toEqual([]);
  });

  it('asks an unconfirmed instance for each other video once, and leaves it up when that is too often', async () => {
    const placements = new Map([['key:the-key', 'http://one.test']]);
    const { pool, one, clients, clock, unconfirmed } = await pair({ placements });
    for (const name of ['First', 'Second', 'Third']) {
      await settled(one, clients[0].uploads.upload(film(), { ...FIELDS, name }).done);
    }
    one.fake.faults.set({ down: true });
    await settled(one, pool.upload(film(), { ...FIELDS, key: 'the-key' }).done);
    one.fake.faults.clear();
    await clock.advance(MINUTE_MS);
    await pool.check();
    const sources = () => one.asked().filter((entry) => entry.endsWith('/source')).length;
    const before = sources();
    await pool.settle();
    await pool.settle();
    expect(sources() - before).toBe(3);
    one.fake.faults.set({ fail: { status: 429, times: 100 } });
    expect(await settled(one, pool.settle())).toEqual([]);
    expect(pool.members[0]?.state).toBe('up');
    expect(unconfirmed.size).toBe(1);
  });

  it('remembers when a key was first used, and looks no further back', async () => {
    const placements = new Map<string, string>();
    const { one, members, unconfirmed, clock } = await pair();
    const options = { ...FIELDS, key: 'the-key' };
    const beganMs = clock.now();
    await settled(one, new PeerTubePool(members, { clock, placements }).upload(film(), options).done);
    one.fake.faults.set({ down: true });
    await clock.advance(30 * MINUTE_MS);
    await settled(one, new PeerTubePool(members, { clock, placements, unconfirmed }).upload(film(), options).done);
    expect([...unconfirmed.values()]).toMatchObject([{ url: 'http://one.test', sinceMs: beganMs }]);
  });

  it('knows a video by the title that its instance was given', async () => {
    const { one, names, members, clock } = await pair();
    const fieldsFor: PoolUploadOptions['fieldsFor'] = ({ url }) => ({ name: `A film on ${new URL(url).host}` });
    const options = { ...FIELDS, key: 'the-key', fieldsFor };
    const video = await settled(one, new PeerTubePool(members, { clock }).upload(film(), options).done);
    const forgetful = new PeerTubePool(members, { clock });
    forgetful.drain(video.url);
    expect(await settled(one, forgetful.upload(film(), options).done)).toEqual(video);
    expect(names().flat()).toHaveLength(1);
  });

  it('finds the video of a key that was used before, wherever it is, and makes no second', async () => {
    const placements = new Map<string, string>();
    const { one, names, members, clock } = await pair();
    const options = { ...FIELDS, key: 'the-key' };
    const first = new PeerTubePool(members, { clock, placements });
    first.drain('http://one.test');
    const video = await settled(one, first.upload(film(), options).done);
    expect(video.url).toBe('http://two.test');
    // Where it went is remembered in the one, and forgotten in the other.
    for (const remembered of [placements, new Map<string, string>()]) {
      const pool = new PeerTubePool(members, { clock, placements: remembered });
      expect(await settled(one, pool.upload(film(), options).done)).toEqual(video);
    }
    expect(names()).toEqual([[], ['A film']]);
  });

  it('takes back the video of an earlier process when the same key had to go elsewhere', async () => {
    const placements = new Map<string, string>();
    const { one, names, members, clock } = await pair();
    const options = { ...FIELDS, key: 'the-key' };
    await settled(one, new PeerTubePool(members, { clock, placements }).upload(film(), options).done);
    one.fake.faults.set({ down: true });
    await clock.advance(30 * MINUTE_MS);
    const pool = new PeerTubePool(members, { clock, placements });
    const video = await settled(one, pool.upload(film(), options).done);
    expect(video.url).toBe('http://two.test');
    one.fake.faults.clear();
    await clock.advance(MINUTE_MS);
    await pool.check();
    expect(await pool.settle()).toEqual(['the-key']);
    expect(names()).toEqual([[], ['A film']]);
  });

  it('begins again where the video may be when all instances were away', async () => {
    const { pool, one, two, names, onAnswer, dieWithLastAnswer, clock } = await pair();
    const options = { ...FIELDS, key: 'the-key', stallTimeoutMs: 20_000 };
    dieWithLastAnswer(two);
    await expect(settled(one, pool.upload(film(), options).done)).rejects.toMatchObject({
      code: 'network/unreachable',
      retryable: true,
    });
    onAnswer(() => undefined);
    for (const { fake } of [one, two]) fake.faults.clear();
    await clock.advance(MINUTE_MS);
    const video = await settled(one, pool.upload(film(), options).done);
    expect(video.url).toBe('http://one.test');
    expect(names()).toEqual([['A film'], []]);
    expect(await pool.settle()).toEqual([]);
    expect(names()).toEqual([['A film'], []]);
  });

  it('goes to an instance with room when the quota of the first is used up, and says so when none has any', async () => {
    const { pool, one, two } = await pair();
    one.fake.faults.set({ quotaReached: true });
    expect((await settled(one, pool.upload(film(), FIELDS).done)).url).toBe('http://two.test');
    expect(pool.members[0]?.state).toBe('up');
    two.fake.faults.set({ quotaReached: true });
    const full = settled(one, pool.upload(film(), FIELDS).done);
    await expect(full).rejects.toMatchObject({ code: 'upload/quota-exceeded' });
  });

  it('makes no second one because the captions of the first failed, and adds them with the same key', async () => {
    const { pool, one, names, clients, onRequest } = await pair();
    const file = new File(['WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n'], 'ko.vtt');
    const options = { ...FIELDS, key: 'the-key', captions: [{ language: 'ko', file }] };
    onRequest(({ method, url }) => {
      if (method === 'PUT' && url.includes('/captions/')) one.fake.faults.set({ fail: { status: 500, times: 100 } });
    });
    const failed = await settled(one, pool.upload(film(), options).done).catch((error: unknown) => error);
    expect(failed).toMatchObject({ field: 'captions', video: { uuid: one.fake.videos()[0]?.uuid } });
    onRequest(() => undefined);
    one.fake.faults.clear();
    const video = await settled(one, pool.upload(film(), options).done);
    expect(names()).toEqual([['A film'], []]);
    expect((await clients[0].videos.captions(video.uuid)).map(({ language }) => language.id)).toEqual(['ko']);
  });

  it('gives each instance its own fields, and passes a refusal of the file on', async () => {
    const { pool, one, two, clients } = await pair();
    const asked: string[] = [];
    const fieldsFor: PoolUploadOptions['fieldsFor'] = async (client) => {
      asked.push(client.url);
      const [channel] = await client.channels.list();
      return channel ? { channelId: channel.id } : {};
    };
    one.fake.faults.set({ quotaReached: true });
    const video = await settled(one, pool.upload(film(), { ...FIELDS, fieldsFor }).done);
    const [channel] = await clients[1].channels.list();
    expect((await clients[1].videos.get(video.uuid)).channel.id).toBe(channel?.id);
    expect(asked).toEqual(['http://one.test', 'http://two.test']);
    const text = new File(['not a film'], 'film.mp4', { type: 'video/mp4' });
    await expect(settled(one, pool.upload(text, FIELDS).done)).rejects.toMatchObject({
      code: 'upload/unsupported-type',
    });
    expect(two.fake.videos()).toHaveLength(1);
  });

  it('pauses, resumes and is cancelled as one upload', async () => {
    const { pool, one, names } = await pair();
    const upload = pool.upload(film(), FIELDS);
    upload.pause();
    await one.clock.advance(MINUTE_MS);
    expect(names()).toEqual([[], []]);
    upload.resume();
    await settled(one, upload.done);
    const second = pool.upload(film(), { ...FIELDS, name: 'Another' });
    await second.cancel();
    await expect(settled(one, second.done)).rejects.toMatchObject({ name: 'AbortError' });
    expect(names()).toEqual([['A film'], []]);
  });

  it('uploads where there is a session, with a key that was used before too', async () => {
    const { one, clients, clock, names } = await pair();
    const pool = new PeerTubePool([{ client: one.client(), weight: 1_000_000 }, clients[1]], { clock });
    const options = { ...FIELDS, key: 'the-key' };
    const video = await settled(one, pool.upload(film(), options).done);
    expect(video.url).toBe('http://two.test');
    expect(await settled(one, pool.upload(film(), options).done)).toEqual(video);
    expect(names()).toEqual([[], ['A film']]);
  });
});
