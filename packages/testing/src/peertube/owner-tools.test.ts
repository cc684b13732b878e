import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../kit/fake-clock.js';
import { toShortUuid } from '../runtime/ids.js';
import { createApiClient } from '../test-support/api-client.js';
import { createFakePeerTube } from './create-fake-peertube.js';
import { tinyVideo } from './media/tiny-video.js';

async function start() {
  const clock = createFakeClock();
  const fake = createFakePeerTube({ clock, accounts: [{}, { username: 'other' }] });
  const [account, other] = fake.accounts;
  if (!account || !other) throw new Error('there are no accounts');
  const client = await createApiClient({ url: fake.url, account, fetch: fake.fetch });
  const stranger = await createApiClient({ url: fake.url, account: other, fetch: fake.fetch });
  const video = await client.upload(tinyVideo(1000));
  await fake.idle();
  return { fake, clock, client, stranger, video, account };
}

describe('the tools of an owner', () => {
  it('short UUIDs are those of the recordings', () => {
    expect(toShortUuid('497e7172-049f-494b-bb83-8cebe48fc024')).toBe('a5nscLK7xBKwQ2m13QiDV7');
    expect(toShortUuid('00000000-0000-4000-8000-000000000000')).toHaveLength(22);
  });

  it('statistics equal what viewers sent, once they have left (promise 74)', async () => {
    const { clock, client, video } = await start();
    const watch = async (sessionId: string, seconds: number) => {
      for (let currentTime = 0; currentTime <= seconds; currentTime += 2) {
        const json = { currentTime, sessionId };
        expect((await client.call(`/api/v1/videos/${video.uuid}/views`, { method: 'POST', json })).status).toBe(204);
        await clock.advance(2000);
      }
    };
    await watch('a', 6);
    await watch('b', 4);
    expect(await client.get(`/api/v1/videos/${video.uuid}`)).toMatchObject({ viewers: 2, views: 2 });
    expect(await client.get(`/api/v1/videos/${video.uuid}/stats/overall`)).toMatchObject({ totalViewers: 0 });
    await clock.advance(130_000);
    expect(await client.get(`/api/v1/videos/${video.uuid}`)).toMatchObject({ viewers: 0, views: 2 });
    expect(await client.get(`/api/v1/videos/${video.uuid}/stats/overall`)).toMatchObject({
      totalViewers: 2,
      totalWatchTime: 10,
      averageWatchTime: 5,
      viewersPeak: 2,
    });
    const retention = await client.get<{ data: { second: number; retentionPercent: number }[] }>(
      `/api/v1/videos/${video.uuid}/stats/retention`,
    );
    expect(retention.data.map((point) => point.retentionPercent)).toEqual([100, 100, 100, 100, 100, 50, 50]);
    const series = await client.get<{ data: { value: number }[] }>(
      `/api/v1/videos/${video.uuid}/stats/timeseries/viewers`,
    );
    expect(series.data.reduce((sum, point) => sum + point.value, 0)).toBe(2);
  });

  it('playlists hold videos in order, and are closed to others while private', async () => {
    const { client, stranger, video, account } = await start();
    const form = (fields: Record<string, string>) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return body;
    };
    const refused = await client.call('/api/v1/video-playlists', { method: 'POST', json: { displayName: 'Mine' } });
    expect(refused.status).toBe(500); // The real one fails on JSON too: it reads the files of a form.
    const body = form({ displayName: 'Mine' });
    const created = await client.call('/api/v1/video-playlists', { method: 'POST', body });
    const { videoPlaylist } = (await created.json()) as { videoPlaylist: { uuid: string } };
    const path = `/api/v1/video-playlists/${videoPlaylist.uuid}`;
    const added = await client.call(`${path}/videos`, { method: 'POST', json: { videoId: video.id } });
    expect(added.status).toBe(200);
    expect(await client.get(`${path}/videos`)).toMatchObject({
      total: 1,
      data: [{ position: 1, type: 0, video: { uuid: video.uuid } }],
    });
    expect((await stranger.call(path)).status).toBe(403);
    expect((await stranger.call(path, { anonymous: true })).status).toBe(401);
    expect((await client.call(path, { method: 'PUT', body: form({ privacy: '1' }) })).status).toBe(400);
    const shared = form({ privacy: '1', videoChannelId: String(account.channelId) });
    expect((await client.call(path, { method: 'PUT', body: shared })).status).toBe(204);
    expect(await stranger.get(path)).toMatchObject({ displayName: 'Mine', videosLength: 1, privacy: { id: 1 } });
    expect((await stranger.call(path, { method: 'DELETE' })).status).toBe(403);
  });

  it('a caption is always served as WebVTT', async () => {
    const { client, video } = await start();
    const form = new FormData();
    form.set('captionfile', new File(['1\n00:00:01,000 --> 00:00:02,500\nHello\n'], 'c.srt'));
    const path = `/api/v1/videos/${video.uuid}/captions`;
    expect((await client.call(`${path}/en`, { method: 'PUT', body: form })).status).toBe(204);
    const { data } = await client.get<{ data: { captionPath: string }[] }>(path);
    const caption = await (await client.call(data[0]?.captionPath ?? '')).text();
    expect(caption).toMatch(/^WEBVTT/);
    expect(caption).toContain('00:00:01.000 --> 00:00:02.500');
  });

  it('an unfinished upload that is not touched for an hour is forgotten', async () => {
    const { clock, client } = await start();
    const uploadUrl = await client.initUpload(1000);
    await clock.advance(3_500_000);
    expect((await client.put(uploadUrl, 'bytes */1000')).status).toBe(308);
    await clock.advance(3_700_000);
    expect((await client.put(uploadUrl, 'bytes */1000')).status).toBe(404);
  });

  it('concurrent refreshes of one token all win while they overlap, and the loser gets invalid_grant', async () => {
    const { fake, clock, client } = await start();
    fake.features.refreshRaceMs = 10;
    const refresh = () =>
      fake.fetch(
        new Request(`${fake.url}/api/v1/users/token`, {
          method: 'POST',
          body: new URLSearchParams({
            client_id: fake.state.clientId,
            client_secret: fake.state.clientSecret,
            grant_type: 'refresh_token',
            refresh_token: client.refreshToken,
          }),
        }),
      );
    const racing = [refresh(), refresh()];
    await clock.advance(20);
    expect((await Promise.all(racing)).map((answer) => answer.status)).toEqual([200, 200]);
    const late = refresh();
    await clock.advance(20);
    expect(await (await late).json()).toMatchObject({ status: 400, code: 'invalid_grant' });
  });
});
