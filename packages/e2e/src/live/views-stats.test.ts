import type { PeerTubeClient, PeerTubeVideoDetails } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, createdVideos, instance, signedIn } from './instance.js';
import { failureOf, ownVideo } from './own-video.js';
import { until } from './until.js';
import { fetchWithinLimit } from './within-limit.js';

describe('views and statistics on the real instance', () => {
  let client: PeerTubeClient;
  let video: PeerTubeVideoDetails;
  const visitor = clientOf();
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
    video = await ownVideo(client, created);
  });
  afterAll(() => created.removeAll());

  const viewersReach = (count: number) =>
    until(`${count} viewers`, async () => (await visitor.stats.viewers(video.uuid)) >= count, {
      everyMs: 1_000,
    });

  it('takes positions that PeerTube would refuse as they are: fractions, and ends beyond the end', async () => {
    const raw = (currentTime: number) =>
      fetchWithinLimit(`${instance.url}/api/v1/videos/${video.uuid}/views`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ currentTime }),
      });
    expect((await raw(2.7)).status).toBe(400);
    expect((await raw(video.duration + 1)).status).toBe(400);
    const { duration } = video;
    await visitor.views.send(video.uuid, { currentTime: 2.7, duration });
    await visitor.views.send(video.uuid, { currentTime: duration + 1.5, duration, event: 'seek' });
    const beyond = visitor.views.send(video.uuid, { currentTime: duration + 5 });
    expect(await failureOf(beyond)).toMatchObject({ code: 'http/bad-request', status: 400 });
    const nowhere = visitor.views.send('00000000-0000-4000-8000-000000000000', { currentTime: 1 });
    expect(await failureOf(nowhere)).toMatchObject({ code: 'video/not-found' });
  });

  it("reports as often as the instance asks, counts viewers by session, and keeps the user's position", async () => {
    const { views } = await client.config.get();
    const intervalMs = views?.videos?.watchingInterval?.users;
    const reports: number[] = [];
    const viewer = await signedIn({
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (request.url.endsWith('/views')) reports.push(Date.now());
        return fetch(request);
      },
    });
    let position = 0;
    const watches = [1, 2].map(() =>
      viewer.views.start(video.uuid, { position: () => position, duration: video.duration }),
    );
    if (intervalMs === undefined || intervalMs === null) {
      for (const watch of watches) await watch.stop();
      expect(reports).toEqual([]);
      return;
    }
    await until('the first reports', () => reports.length >= 2);
    position = 3;
    await until('the second reports', () => reports.length >= 4, { timeoutMs: intervalMs * 3 + 120_000 });
    expect((reports[2] ?? 0) - (reports[0] ?? 0)).toBeGreaterThan(intervalMs * 0.8);
    await viewersReach(2);
    position = 5.9;
    for (const watch of watches) await watch.stop();
    const sent = reports.length;
    await until('the history', async () => {
      const { userHistory } = await viewer.videos.get(video.uuid, { fresh: true });
      return userHistory?.currentTime === 5;
    });
    expect(reports).toHaveLength(sent);
  });

  it('shows only its owner how the video did', async () => {
    expect(await client.stats.overall(video.uuid)).toMatchObject({
      totalWatchTime: expect.any(Number),
      viewersPeak: expect.any(Number),
      countries: expect.any(Array),
    });
    const retention = await client.stats.retention(video.uuid);
    expect(retention.map(({ second }) => second)).toEqual([...Array(video.duration + 1).keys()]);
    for (const metric of ['viewers', 'aggregateWatchTime'] as const) {
      const { groupInterval, data } = await client.stats.timeSeries(video.uuid, metric);
      expect(groupInterval).toMatch(/^\d+ \w+$/);
      expect(data.length).toBeGreaterThan(0);
    }
    const startDate = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const range = { startDate, endDate: new Date().toISOString() };
    expect((await client.stats.timeSeries(video.uuid, 'viewers', range)).data.length).toBeGreaterThan(3);
    expect((await client.stats.overall(video.uuid, range)).totalViewers).toBeGreaterThanOrEqual(0);
    const bad = client.stats.timeSeries(video.uuid, 'viewers', { startDate: 'yesterday' });
    expect(await failureOf(bad)).toMatchObject({ code: 'http/bad-request', status: 400 });
    expect(await failureOf(visitor.stats.overall(video.uuid))).toMatchObject({ code: 'auth/not-signed-in' });
    expect((await fetchWithinLimit(`${instance.url}/api/v1/videos/${video.uuid}/stats/overall`)).status).toBe(401);
  });
});
