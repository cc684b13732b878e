import { randomUUID } from 'node:crypto';
import type { PeerTubeClient } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, createdVideos, signedIn } from './instance.js';
import { followLive, makeLive } from './live-run.js';
import { until } from './until.js';

describe('watching a live of the real instance', () => {
  let client: PeerTubeClient;
  const stranger = clientOf();
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
  });
  afterAll(async () => {
    await created.removeAll();
  });

  it('reports its states and viewers to strangers, by notifications and by polling alike (promises 19 and 20)', async () => {
    const live = await makeLive(client, created, { saveReplay: false });
    const notified = followLive(stranger, live.uuid, { pollMs: 60_000 });
    const polled = followLive(stranger, live.uuid, { socket: false });
    await notified.waitFor('the state "waiting"', ({ state }) => state === 'waiting');
    const encoder = live.push();
    try {
      for (const watch of [notified, polled]) await watch.waitFor('the state "live"', ({ state }) => state === 'live');
      const { playlistUrl } = notified.seen.at(-1)?.video.streamingPlaylists[0] ?? {};
      expect((await fetch(playlistUrl ?? '')).status).toBe(200);
      const sessions = [randomUUID(), randomUUID()];
      await until(
        'two viewers',
        async () => {
          for (const sessionId of sessions) await stranger.views.send(live.uuid, { currentTime: 1, sessionId });
          return [notified, polled].every(({ seen }) => (seen.at(-1)?.viewers ?? 0) >= 1);
        },
        { everyMs: 2_000 },
      );
    } finally {
      await encoder.stop();
    }
    await Promise.all([notified.done, polled.done]);
    for (const watch of [notified, polled]) {
      expect(watch.failure()).toBeUndefined();
      expect(watch.states()).toEqual(['waiting', 'live', 'ended']);
    }
  });

  it('lets in only those who know the password', async () => {
    const live = await makeLive(client, created, { privacy: 'password', videoPasswords: ['open sesame'] });
    await expect(stranger.live.watch(live.uuid).next()).rejects.toMatchObject({ code: 'video/password-required' });
    const wrong = stranger.live.watch(live.uuid, { password: 'open barley' });
    await expect(wrong.next()).rejects.toMatchObject({ code: 'video/password-incorrect' });
    const watching = stranger.live.watch(live.uuid, { password: 'open sesame' });
    expect((await watching.next()).value).toMatchObject({ state: 'waiting' });
    await watching.return();
  });

  it('shows a private live to its owner alone', async () => {
    const live = await makeLive(client, created, { privacy: 'private' });
    await expect(stranger.live.watch(live.uuid).next()).rejects.toMatchObject({ code: 'video/private' });
    const watching = client.live.watch(live.uuid);
    expect((await watching.next()).value).toMatchObject({ state: 'waiting' });
    await watching.return();
  });

  it('ends for all when the live is deleted while it is on air', async () => {
    const live = await makeLive(client, created, {});
    const notified = followLive(stranger, live.uuid);
    const encoder = live.push();
    const exited = new Promise<number | null>((done) => encoder.process.once('exit', done));
    try {
      await notified.waitFor('the state "live"', ({ state }) => state === 'live');
      await client.live.delete(live.uuid);
      expect(await exited).not.toBe(0);
      await notified.done;
      // PeerTube ends the broadcast, then removes the video: a watch that looks in between sees a live that has ended.
      if (notified.failure() === undefined) expect(notified.seen.at(-1)?.state).toBe('ended');
      else expect(notified.failure()).toMatchObject({ code: 'live/not-found' });
    } finally {
      await encoder.stop();
    }
  });
});
