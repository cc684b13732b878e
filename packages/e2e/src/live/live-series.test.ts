import { randomUUID } from 'node:crypto';
import type { PeerTubeClient, RotatingLiveRecord } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePicture } from '../support/clips.js';
import { pushRtmp } from '../support/rtmp.js';
import { createdVideos, ownChannelId, signedIn } from './instance.js';
import { followLive, makeLive } from './live-run.js';
import { until } from './until.js';

const bytesAt = async (url = '') => new Uint8Array(await (await fetch(url)).arrayBuffer());

describe('the key of a live of the real instance', () => {
  let client: PeerTubeClient;
  const created = createdVideos(() => client);
  const endpointOf = async (uuid: string) => {
    const { rtmpUrl, streamKey } = await client.live.get(uuid);
    if (!rtmpUrl || !streamKey) throw new Error('the owner got no RTMP address');
    return { rtmpUrl, streamKey };
  };
  const pictureOf = async (uuid: string) =>
    bytesAt((await client.videos.get(uuid, { fresh: true })).thumbnails.at(-1)?.url);

  beforeAll(async () => {
    client = await signedIn();
  });
  afterAll(async () => {
    await created.removeAll();
  });

  it('is rotated with everything else kept: fields, passwords, replay and picture', async () => {
    const picture = await makePicture();
    // PeerTube gives 15 at once.
    const videoPasswords = Array.from({ length: 17 }, (_, at) => `open sesame ${at}`);
    const live = await makeLive(client, created, {
      privacy: 'password',
      videoPasswords,
      permanentLive: true,
      saveReplay: true,
      replaySettings: { privacy: 'unlisted' },
      description: 'Songs',
      tags: ['song', 'k-pop'],
      thumbnail: picture,
    });
    const before = { ...(await client.live.get(live.uuid)), picture: await pictureOf(live.uuid) };
    const made = await client.live.rotateKey(live.uuid);
    created.add(made.uuid);
    expect(made.lost).toEqual([]);
    const { picture: kept, streamKey, ...settings } = before;
    const after = await client.live.get(made.uuid);
    expect(after).toMatchObject(settings);
    expect(after.streamKey).not.toBe(streamKey);
    const video = await client.videos.get(made.uuid);
    expect(video).toMatchObject({ name: live.name, description: 'Songs', privacy: { id: 5 } });
    expect([...video.tags].sort()).toEqual(['k-pop', 'song']);
    expect((await client.videos.passwords(made.uuid)).map(({ password }) => password)).toEqual(videoPasswords);
    // PeerTube scales it anew, so it is alike, not equal; the default picture is another one.
    const usual = await makeLive(client, created, {});
    const [now, common] = [await pictureOf(made.uuid), await pictureOf(usual.uuid)];
    expect(now).not.toEqual(common);
    expect(Math.abs(now.length - kept.length)).toBeLessThan(kept.length / 4);
    await expect(client.live.get(live.uuid)).rejects.toMatchObject({ code: 'live/not-found' });
  });

  it('is rotated for a live with a password whose replay settings were left out: its replays are private', async () => {
    const secret = { privacy: 'password', videoPasswords: ['open sesame'], saveReplay: true } as const;
    const live = await makeLive(client, created, secret);
    const made = await client.live.rotateKey(live.uuid);
    created.add(made.uuid);
    expect((await client.live.get(made.uuid)).replaySettings).toEqual({ privacy: 'private' });
  });

  it('leaves the default picture a default one', async () => {
    const live = await makeLive(client, created, {});
    const kept = await pictureOf(live.uuid);
    const { uuid } = await client.live.rotateKey(live.uuid);
    created.add(uuid);
    expect(await pictureOf(uuid)).toEqual(kept);
    expect((await client.videos.get(uuid)).updatedAt).toBe((await client.videos.get(uuid)).createdAt);
  });

  it('is one object through a rotation: the old key is refused, the new one goes on air, one watch sees both', async () => {
    const live = await makeLive(client, created, { permanentLive: true });
    const old = await endpointOf(live.uuid);
    let record: RotatingLiveRecord | undefined;
    const show = await client.live.open(live.uuid, {
      save: async (next) => {
        created.add(next.uuid);
        record = next;
      },
    });
    const seen: [uuid: string, state: string][] = [];
    const watching = show.watch();
    const done = (async () => {
      for await (const { video, state } of watching) {
        if (seen.at(-1)?.join() !== [video.uuid, state].join()) seen.push([video.uuid, state]);
      }
    })();
    await until('the state "waiting"', () => seen.length > 0);
    await show.rotateKey();
    expect(record).toEqual({ uuid: show.uuid, earlier: [{ uuid: live.uuid, broadcasts: [] }] });

    const refused = pushRtmp(old.rtmpUrl, old.streamKey, 20);
    const code = await new Promise<number | null>((exit) => refused.process.once('exit', exit));
    expect(code).not.toBe(0);

    const now = await endpointOf(show.uuid);
    const encoder = pushRtmp(now.rtmpUrl, now.streamKey);
    try {
      const isLive = () => seen.some(([uuid, state]) => uuid === show.uuid && state === 'live');
      await until('the new one on air', isLive);
    } finally {
      await encoder.stop();
    }
    await watching.return();
    await done;
    expect(seen.slice(0, 3)).toEqual([
      [live.uuid, 'waiting'],
      [show.uuid, 'waiting'],
      [show.uuid, 'live'],
    ]);
  });

  it('is not rotated while a replay would be lost with the live', async () => {
    const live = await makeLive(client, created, { permanentLive: true, saveReplay: true });
    const watched = followLive(client, live.uuid);
    const encoder = live.push();
    try {
      await watched.waitFor('the state "live"', ({ state }) => state === 'live');
      await expect(client.live.rotateKey(live.uuid)).rejects.toMatchObject({ code: 'live/already-started' });
    } finally {
      await encoder.stop();
    }
    await watched.waitFor('the state "interrupted"', ({ state }) => state === 'interrupted');
    await watched.stop();
    const { broadcasts } = await client.live.series(live.uuid);
    expect(broadcasts).toMatchObject([{ saveReplay: true, endingProcessed: false, replayVideo: null }]);
    await expect(client.live.rotateKey(live.uuid)).rejects.toMatchObject({ code: 'live/already-started' });
    const { uuid } = await client.live.rotateKey(live.uuid, { dropReplay: true });
    created.add(uuid);
  });

  it('takes no second encoder, and another one after the first is gone (promise 22)', async () => {
    const live = await makeLive(client, created, { permanentLive: true });
    const watched = followLive(client, live.uuid);
    const first = live.push();
    await watched.waitFor('the state "live"', ({ state }) => state === 'live');
    const second = live.push();
    const code = await new Promise<number | null>((exit) => second.process.once('exit', exit));
    expect(code).not.toBe(0);
    expect(watched.seen.at(-1)?.state).toBe('live');
    await first.stop();
    await watched.waitFor('the state "interrupted"', ({ state }) => state === 'interrupted');
    const lives = () => watched.seen.filter(({ state }) => state === 'live').length;
    const before = lives();
    const third = live.push();
    try {
      // Sooner than the five minutes after which PeerTube tidies the first broadcast away.
      await until('the second broadcast', () => lives() > before);
    } finally {
      await third.stop();
    }
    expect((await client.live.sessions(live.uuid)).length).toBe(2);
    await watched.stop();
    expect(watched.failure()).toBeUndefined();
  });

  it('differs for every live (promise 52)', async () => {
    const channelId = await ownChannelId(client);
    const keys = new Set<string | undefined>();
    for (let count = 0; count < 2; count += 1) {
      const { uuid } = await client.live.create({ name: `key ${randomUUID()}`, channelId });
      created.add(uuid);
      keys.add((await client.live.get(uuid)).streamKey);
    }
    expect(keys.size).toBe(2);
    expect(keys.has(undefined)).toBe(false);
  });
});
