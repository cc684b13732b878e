import type { PeerTubeClient } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, createdVideos, signedIn } from './instance.js';
import { followLive, makeLive } from './live-run.js';
import { failureOf } from './own-video.js';
import { LANGUAGES, speaking } from './speaking.js';
import { until } from './until.js';

const DAY_MS = 86_400_000;

describe('settings of a live of the real instance', () => {
  let client: PeerTubeClient;
  const stranger = clientOf();
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
  });
  afterAll(() => created.removeAll());

  it('are changed one by one, and the others stay', async () => {
    const live = await makeLive(client, created, { saveReplay: true });
    await client.live.update(live.uuid, { latencyMode: 'default', permanentLive: true });
    expect(await client.live.get(live.uuid)).toMatchObject({
      ...{ latencyMode: 'default', permanentLive: true, saveReplay: true },
      replaySettings: { privacy: 'public' },
    });
    await client.live.update(live.uuid, { saveReplay: false, permanentLive: false });
    expect(await client.live.get(live.uuid)).toMatchObject({ saveReplay: false, permanentLive: false });
    expect((await client.live.list({ count: 100 })).data.map(({ uuid }) => uuid)).toContain(live.uuid);
  });

  it('announce a beginning, which lists show where the instance knows it, and is refused where it would be lost', async () => {
    const schedules = [{ startAt: new Date(Date.now() + DAY_MS).toISOString() }];
    const listed = async (includeScheduledLive: boolean) =>
      (await stranger.videos.list({ includeScheduledLive, isLive: true, count: 100, sort: '-createdAt' })).data;
    if (!(await client.supports('live-schedules'))) {
      const live = await makeLive(client, created, {});
      const made = await failureOf(makeLive(client, created, { schedules }));
      const changed = await failureOf(client.live.update(live.uuid, { schedules }));
      for (const failure of [made, changed]) {
        expect(failure).toMatchObject({ name: 'ConfigError', code: 'config/unsupported' });
      }
      expect((await listed(true)).map(({ uuid }) => uuid)).not.toContain(live.uuid);
      return;
    }
    const live = await makeLive(client, created, { schedules });
    expect(await client.live.get(live.uuid)).toMatchObject({ schedules });
    const announced = await until('the live in the list', async () =>
      (await listed(true)).find(({ uuid }) => uuid === live.uuid),
    );
    expect(announced).toMatchObject({ isLive: true, schedules, state: { id: 4 } });
    expect((await listed(false)).map(({ uuid }) => uuid)).not.toContain(live.uuid);
    const later = [{ startAt: new Date(Date.now() + 2 * DAY_MS).toISOString() }];
    await client.live.update(live.uuid, { schedules: later });
    expect((await stranger.videos.get(live.uuid, { fresh: true })).schedules).toEqual(later);
    // A change of something else keeps them, and an empty list takes them back.
    await client.live.update(live.uuid, { latencyMode: 'default' });
    expect(await client.live.get(live.uuid)).toMatchObject({ schedules: later });
    await client.live.update(live.uuid, { schedules: [] });
    expect(await client.live.get(live.uuid)).toMatchObject({ schedules: [] });
    const wrong = client.live.update(live.uuid, { schedules: [{ startAt: 'tomorrow' }] });
    expect(await failureOf(wrong)).toMatchObject({ code: 'http/bad-request' });
  });

  it('stay as they are once it has been on air, and say so in every language', async () => {
    const live = await makeLive(client, created, {});
    const watched = followLive(client, live.uuid);
    const encoder = live.push();
    try {
      await watched.waitFor('the state "live"', ({ state }) => state === 'live');
      for (const language of LANGUAGES) {
        const polyglot = await signedIn({ fetch: speaking(language) });
        for (const changes of [{ latencyMode: 'default' }, { privacy: 'unlisted' }] as const) {
          expect(await failureOf(polyglot.live.update(live.uuid, changes))).toMatchObject({
            code: 'live/already-started',
          });
        }
      }
    } finally {
      await encoder.stop();
    }
    await watched.done;
    expect(watched.failure()).toBeUndefined();
  });

  it('let viewers go back as far as the instance allows, and a window that it would lose is refused', async () => {
    if (!(await client.supports('live-dvr'))) {
      const made = makeLive(client, created, { dvrWindow: 600 });
      expect(await failureOf(made)).toMatchObject({ name: 'ConfigError', code: 'config/unsupported' });
      return;
    }
    const { live } = await client.config.get();
    const maxWindow = live.dvr?.maxWindow ?? 0;
    const usual = await makeLive(client, created, {});
    expect((await client.live.get(usual.uuid)).dvrWindow).toBe(maxWindow);
    const short = await makeLive(client, created, { dvrWindow: 60 });
    expect((await client.live.get(short.uuid)).dvrWindow).toBe(60);
    await client.live.update(short.uuid, { dvrWindow: 0 });
    expect((await client.live.get(short.uuid)).dvrWindow).toBe(0);
    const far = client.live.update(short.uuid, { dvrWindow: maxWindow + 1 });
    expect(await failureOf(far)).toMatchObject({ code: 'http/bad-request', status: 400 });
  });
});
