import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../kit/fake-clock.js';
import { createApiClient } from '../../test-support/api-client.js';
import type { FeatureOverrides } from '../config/features.js';
import { createFakePeerTube } from '../create-fake-peertube.js';
import type { LiveEvent } from './events.js';

interface Shown {
  state: { id: number };
  isLive: boolean;
  privacy: { id: number };
  duration: number;
  streamingPlaylists: { playlistUrl: string }[];
}

async function createLive(fields: object, features: FeatureOverrides = {}) {
  const clock = createFakeClock();
  const fake = createFakePeerTube({ clock, features });
  const [account] = fake.accounts;
  if (!account) throw new Error('there is no account');
  const client = await createApiClient({ url: fake.url, account, fetch: fake.fetch });
  const answer = await client.call('/api/v1/videos/live', {
    method: 'POST',
    json: { name: 'A live', channelId: account.channelId, privacy: 1, ...fields },
  });
  const { uuid, id } = ((await answer.json()) as { video: { uuid: string; id: number } }).video;
  const events: [seconds: number, LiveEvent['type'], number?][] = [];
  const began = clock.now();
  fake.events.listen((event) => {
    const value = event.type === 'state-change' ? event.state : undefined;
    const at = (clock.now() - began) / 1000;
    events.push(value === undefined ? [at, event.type] : [at, event.type, value]);
  });
  const show = () => client.get<Shown>(`/api/v1/videos/${uuid}`);
  const summary = async () => {
    const { state, isLive, streamingPlaylists } = await show();
    const [playlist] = streamingPlaylists;
    const master = playlist ? (await client.call(playlist.playlistUrl, { anonymous: true })).status : 0;
    return [state.id, isLive, master];
  };
  const mediaPlaylist = async () => (await client.call(`/static/streaming-playlists/hls/${uuid}/0.m3u8`)).text();
  return { fake, clock, client, uuid, id, events, show, summary, mediaPlaylist };
}

describe('a live over time', () => {
  it('follows the recorded timeline of a normal live with replay', async () => {
    const { fake, clock, uuid, summary, show, mediaPlaylist, client, events } = await createLive({
      saveReplay: true,
      replaySettings: { privacy: 2 },
    });
    expect(await summary()).toEqual([4, true, 0]);
    expect(fake.goLive(uuid)).toBe(true);
    await clock.advance(2500);
    expect(await summary()).toEqual([4, true, 404]);
    await clock.advance(4300);
    expect(await summary()).toEqual([4, true, 200]);
    await clock.advance(2300);
    expect(await summary()).toEqual([1, true, 200]);
    await clock.advance(26_900);
    fake.endLive(uuid);
    await clock.advance(600);
    expect(await summary()).toEqual([1, true, 200]);
    expect(await mediaPlaylist()).toContain('#EXT-X-ENDLIST');
    await clock.advance(1000);
    expect(await summary()).toEqual([5, true, 200]);
    await clock.advance(298_500);
    expect(await show()).toMatchObject({ state: { id: 2 }, isLive: false, privacy: { id: 2 }, duration: 0 });
    expect((await client.call(`/api/v1/videos/live/${uuid}`)).status).toBe(404);
    await clock.advance(5000);
    expect(await show()).toMatchObject({ state: { id: 1 }, isLive: false });
    expect((await show()).duration).toBeGreaterThan(35);
    expect(events).toEqual([
      [24.6, 'state-change', 1],
      [37.5, 'state-change', 5],
    ]);
    fake.close();
  });

  it('sends a stale state 1 after state 5 when the stream ends before the late notification', async () => {
    const { fake, clock, uuid, events } = await createLive({});
    fake.goLive(uuid);
    await clock.advance(22_500);
    fake.endLive(uuid);
    await clock.advance(5000);
    expect(events).toEqual([
      [24, 'state-change', 5],
      [24.6, 'state-change', 1],
    ]);
    fake.close();
  });

  it('gives each session of a permanent live its own replay, and force-ends before the next (promise 22)', async () => {
    const { fake, clock, uuid, client, events } = await createLive({
      permanentLive: true,
      saveReplay: true,
      replaySettings: { privacy: 1 },
      latencyMode: 3,
    });
    for (let session = 0; session < 2; session += 1) {
      expect(fake.goLive(uuid)).toBe(true);
      expect(fake.goLive(uuid)).toBe(false);
      await clock.advance(26_000);
      fake.endLive(uuid);
      expect(fake.goLive(uuid)).toBe(false);
      await clock.advance(10_000);
    }
    expect(events.map(([, type, state]) => [type, state])).toEqual([
      ['state-change', 1],
      ['state-change', 4],
      ['force-end', undefined],
      ['state-change', 1],
      ['state-change', 4],
    ]);
    await clock.advance(310_000);
    const { total, data } = await client.get<{ total: number; data: { replayVideo?: { uuid: string } }[] }>(
      `/api/v1/videos/live/${uuid}/sessions`,
    );
    expect(total).toBe(2);
    expect(new Set(data.map((session) => session.replayVideo?.uuid)).size).toBe(2);
    expect(await client.get(`/api/v1/videos/${uuid}`)).toMatchObject({ state: { id: 4 }, streamingPlaylists: [] });
    expect(await client.get(`/api/v1/videos/${data[0]?.replayVideo?.uuid}/live-session`)).toMatchObject({
      endingProcessed: true,
    });
    fake.close();
  });

  it('drops schedules and dvrWindow without a word before the versions that know them', async () => {
    const newer = { serverVersion: '8.1.0', live: { dvrMaxWindow: 600 } };
    const settings = { schedules: [{ startAt: '2030-01-01T00:00:00.000Z' }], dvrWindow: 60 };
    for (const [features, expected] of [
      [{}, {}],
      [newer, settings],
    ] as const) {
      const { fake, client, uuid } = await createLive(settings, features);
      const { schedules, dvrWindow } = await client.get<Partial<typeof settings>>(`/api/v1/videos/live/${uuid}`);
      expect({ ...(schedules && { schedules }), ...(dvrWindow && { dvrWindow }) }).toEqual(expected);
      fake.close();
    }
  });

  it('wants the passwords of a protected live with every change of its video', async () => {
    const { fake, client, uuid } = await createLive({ privacy: 5, videoPasswords: ['one'] });
    const rename = (more: object) =>
      client.call(`/api/v1/videos/${uuid}`, { method: 'PUT', json: { name: 'Renamed', ...more } });
    const refused = await rename({});
    expect([refused.status, await refused.json()]).toEqual([
      400,
      expect.objectContaining({ detail: 'Video passwords are missing.' }),
    ]);
    expect((await rename({ videoPasswords: ['one'] })).status).toBe(204);
    fake.close();
  });

  it('never publishes a normal live twice, and nothing for one that was deleted', async () => {
    const { fake, clock, uuid, client } = await createLive({ saveReplay: true, replaySettings: { privacy: 1 } });
    fake.goLive(uuid, { instant: true });
    await clock.advance(0);
    fake.endLive(uuid, { instant: true });
    await clock.advance(1000);
    expect(fake.goLive(uuid)).toBe(false);
    await client.call(`/api/v1/videos/${uuid}`, { method: 'DELETE' });
    await clock.advance(400_000);
    expect(fake.videos()).toEqual([]);
    fake.close();
  });
});
