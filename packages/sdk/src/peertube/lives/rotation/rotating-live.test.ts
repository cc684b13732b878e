import { beforeAll, describe, expect, it } from 'vitest';
import { fakeInstance } from '../../../test-support/fake-instance.js';
import { unreachable } from '../../../test-support/transcript.js';
import type { PeerTubeLiveRequest } from '../../types/live.js';
import type { LiveStatus } from '../watch/live-status.js';
import type { RotatingLiveRecord } from './rotating-live.js';

const MINUTE_MS = 60_000;
const png = (byte: number) => new Blob([new Uint8Array([137, 80, 78, 71, byte])], { type: 'image/png' });

async function withLive(request: Partial<PeerTubeLiveRequest> = {}, options: Parameters<typeof fakeInstance>[0] = {}) {
  const instance = fakeInstance(options);
  let mayDelete = true;
  const owner = await instance.signedIn({
    retry: { limit: 0 },
    fetch: async (input, init) => {
      if (init?.method === 'DELETE' && !mayDelete) throw unreachable();
      return instance.fetch(input, init);
    },
  });
  const [channel] = await owner.channels.list();
  const live = await owner.live.create({
    name: 'Every evening',
    channelId: channel?.id ?? 0,
    privacy: 'public',
    permanentLive: true,
    ...request,
  });
  const broadcast = async (restMs = 6 * MINUTE_MS, uuid = live.uuid) => {
    instance.fake.goLive(uuid);
    await instance.clock.advance(MINUTE_MS);
    instance.fake.endLive(uuid);
    await instance.clock.advance(restMs);
  };
  const pictureOf = async (uuid: string) => {
    const { thumbnails } = await owner.videos.get(uuid, { fresh: true });
    const answer = await instance.fetch(thumbnails.at(-1)?.url ?? '');
    return [...new Uint8Array(await answer.arrayBuffer())];
  };
  const keyOf = async (uuid: string) => (await owner.live.get(uuid)).streamKey;
  const allowDelete = (isAllowed: boolean) => {
    mayDelete = isAllowed;
  };
  return { ...instance, allowDelete, owner, live, broadcast, pictureOf, keyOf };
}

beforeAll(async () => {
  await Promise.all([import('./replace-live.js'), import('./rotating-live.js'), import('../watch/follow-live.js')]);
});

describe('rotateLiveKey()', () => {
  it('carries everything over but the key: fields, passwords, replay, schedules and the picture', async () => {
    const { clock, owner, live, pictureOf, keyOf } = await withLive(
      {
        privacy: 'password',
        videoPasswords: ['one', 'two'],
        saveReplay: true,
        replaySettings: { privacy: 'unlisted' },
        latencyMode: 'small',
        description: 'Songs',
        tags: ['k-pop', 'song'],
        language: 'ko',
        commentsPolicy: 3,
        downloadEnabled: false,
        thumbnail: png(1),
        dvrWindow: 60,
        schedules: [{ startAt: '2020-01-01T00:00:00.000Z' }, { startAt: '2099-01-01T00:00:00.000Z' }],
      },
      { features: { serverVersion: '8.1.0', live: { dvrMaxWindow: 600 } } },
    );
    await clock.advance(1_000);
    const before = { video: await owner.videos.get(live.uuid), live: await owner.live.get(live.uuid) };
    const picture = await pictureOf(live.uuid);
    const made = await owner.live.rotateKey(live.uuid);
    expect(made).toEqual({ id: expect.any(Number), uuid: expect.any(String), shortUUID: expect.any(String), lost: [] });
    const after = { video: await owner.videos.get(made.uuid), live: await owner.live.get(made.uuid) };
    expect(after.live.streamKey).not.toBe(before.live.streamKey);
    expect(after.live).toEqual({
      ...before.live,
      streamKey: after.live.streamKey,
      // The one in the past has no meaning any more.
      schedules: [{ startAt: '2099-01-01T00:00:00.000Z' }],
    });
    const same = ['name', 'description', 'tags', 'language', 'privacy', 'commentsPolicy', 'downloadEnabled'] as const;
    for (const field of same) expect([field, after.video[field]]).toEqual([field, before.video[field]]);
    expect(after.video.channel.id).toBe(before.video.channel.id);
    const passwords = await owner.videos.passwords(made.uuid);
    expect(passwords.map(({ password }) => password)).toEqual(['one', 'two']);
    expect(await pictureOf(made.uuid)).toEqual(picture);
    await expect(keyOf(live.uuid)).rejects.toMatchObject({ code: 'live/not-found' });
  });

  it('does not hand on the default picture, which would become the picture of every replay', async () => {
    const { owner, live, asked } = await withLive();
    const before = asked().length;
    expect((await owner.live.rotateKey(live.uuid)).lost).toEqual([]);
    expect(
      asked()
        .slice(before)
        .filter((entry) => entry.startsWith('PUT')),
    ).toEqual([]);
  });

  it('refuses while a replay would be lost, on air and in the five minutes after, unless it is dropped', async () => {
    const { fake, clock, owner, live, broadcast } = await withLive({ saveReplay: true });
    const refusal = {
      name: 'LiveError',
      code: 'live/already-started',
      message:
        'The replay of a broadcast is not made yet and would be lost. Wait for it from five minutes after the end, or use `dropReplay`.',
    };
    fake.goLive(live.uuid);
    await clock.advance(MINUTE_MS);
    await expect(owner.live.rotateKey(live.uuid)).rejects.toMatchObject(refusal);
    fake.endLive(live.uuid);
    await clock.advance(MINUTE_MS);
    await expect(owner.live.rotateKey(live.uuid)).rejects.toMatchObject(refusal);
    expect((await owner.live.list()).total).toBe(1);
    // The ending is processed, and the replay still written from the live's files.
    await clock.advance(4 * MINUTE_MS + 2_000);
    expect(await owner.live.sessions(live.uuid)).toMatchObject([{ endingProcessed: true, replayVideo: {} }]);
    await expect(owner.live.rotateKey(live.uuid)).rejects.toMatchObject(refusal);
    await clock.advance(2 * MINUTE_MS);
    const { uuid } = await owner.live.rotateKey(live.uuid);
    await broadcast(MINUTE_MS, uuid);
    await owner.live.rotateKey(uuid, { dropReplay: true });
  });

  it('refuses for a live that has ended: it has no key any more', async () => {
    const { owner, live, broadcast } = await withLive({ permanentLive: false });
    await broadcast();
    await expect(owner.live.rotateKey(live.uuid)).rejects.toMatchObject({
      code: 'live/already-started',
      message: 'This live has ended, so its key works no more. Make a new live.',
    });
  });

  it('names the new live when the old one could not be deleted', async () => {
    const { allowDelete, owner, live, keyOf } = await withLive();
    allowDelete(false);
    const failure = (await owner.live.rotateKey(live.uuid).catch((error: unknown) => error)) as {
      replacement?: { uuid: string };
    };
    expect(failure).toMatchObject({
      name: 'LiveError',
      code: 'network/unreachable',
      message: 'The new live is ready, but the key of the old one still works. Delete the old one.',
    });
    expect(await keyOf(live.uuid)).not.toBe(await keyOf(failure.replacement?.uuid ?? ''));
  });
});

describe('openLive()', () => {
  it('is one series through rotations, and opens again from its record', async () => {
    const { owner, live, broadcast } = await withLive({ saveReplay: true });
    const kept: RotatingLiveRecord[] = [];
    const show = await owner.live.open(live.uuid, { save: async (record) => void kept.push(structuredClone(record)) });
    await broadcast();
    await show.rotateKey();
    expect(show.uuid).not.toBe(live.uuid);
    // Before the old one goes, what replaces it is on record.
    expect(kept.map(({ uuid, retiring }) => [uuid, retiring])).toEqual([
      [show.uuid, live.uuid],
      [show.uuid, undefined],
    ]);
    await broadcast(6 * MINUTE_MS, show.uuid);
    const again = await owner.live.open(JSON.parse(JSON.stringify(show)) as RotatingLiveRecord);
    for (const one of [show, again]) {
      const { broadcasts, replays } = await one.series();
      expect(broadcasts).toHaveLength(2);
      expect(replays).toHaveLength(2);
      for (const { uuid } of replays) expect((await owner.videos.get(uuid)).isLive).toBe(false);
    }
  });

  it('has no broadcast that never ends: one on air ends with its key', async () => {
    const { fake, clock, owner, live } = await withLive();
    const show = await owner.live.open(live.uuid);
    fake.goLive(live.uuid);
    await clock.advance(MINUTE_MS);
    await show.rotateKey();
    expect((await show.series()).broadcasts).toMatchObject([{ endDate: new Date(clock.now()).toISOString() }]);
  });

  it('is watched through a rotation', async () => {
    const { fake, clock, owner, live } = await withLive();
    const show = await owner.live.open(live.uuid);
    const seen: LiveStatus[] = [];
    const watching = show.watch({ socket: false });
    const done = (async () => {
      for await (const status of watching) seen.push(status);
    })();
    await clock.advance(0);
    await Promise.all([show.rotateKey(), show.rotateKey()]);
    await clock.advance(0);
    fake.goLive(show.uuid);
    await clock.advance(MINUTE_MS);
    expect(seen.map(({ state, video }) => [video.uuid, state])).toEqual([
      [live.uuid, 'waiting'],
      [show.uuid, 'waiting'],
      [show.uuid, 'live'],
    ]);
    expect((await owner.live.list()).total).toBe(1);
    await watching.return();
    await done;
  });

  it('finishes a rotation that was cut off before the old live was deleted', async () => {
    const { allowDelete, owner, live, keyOf } = await withLive();
    let record: RotatingLiveRecord | undefined;
    const save = async (next: RotatingLiveRecord) => {
      record = structuredClone(next);
    };
    const show = await owner.live.open(live.uuid, { save });
    allowDelete(false);
    await expect(show.rotateKey()).rejects.toMatchObject({ code: 'network/unreachable' });
    expect(record?.retiring).toBe(live.uuid);
    await keyOf(live.uuid);
    if (!record) throw new Error('nothing was saved');
    allowDelete(true);
    const again = await owner.live.open(record, { save });
    await expect(keyOf(live.uuid)).rejects.toMatchObject({ code: 'live/not-found' });
    expect(record).toEqual({ uuid: again.uuid, earlier: [{ uuid: live.uuid, broadcasts: [] }] });
    await again.update({ name: 'Renamed' });
    expect((await owner.videos.get(again.uuid)).name).toBe('Renamed');
    await again.delete();
    expect((await owner.live.list()).total).toBe(0);
  });

  it('leaves no live behind when its record cannot be kept', async () => {
    const { owner, live } = await withLive();
    const full = async () => {
      throw new Error('the disk is full');
    };
    const show = await owner.live.open(live.uuid, { save: full });
    await expect(show.rotateKey()).rejects.toThrow('the disk is full');
    expect(show.uuid).toBe(live.uuid);
    expect((await owner.live.list()).data.map(({ uuid }) => uuid)).toEqual([live.uuid]);
  });
});
