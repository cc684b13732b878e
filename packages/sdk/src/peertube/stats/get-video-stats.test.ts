import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';

describe('statistics', () => {
  it('tell the owner alone what viewers did, and everybody how many watch now', async () => {
    const { clock, client, other, visitor, video } = await withVideo();
    const { duration } = await visitor.videos.get(video.uuid);
    let position = 0;
    const viewing = visitor.views.start(video.uuid, { position: () => position, duration });
    await clock.advance(5_000);
    position = duration;
    await clock.advance(5_000);
    expect(await visitor.stats.viewers(video.uuid)).toBe(1);
    await viewing.stop();
    await clock.advance(200_000);
    expect(await visitor.stats.viewers(video.uuid)).toBe(0);
    expect(await client.stats.overall(video.uuid)).toMatchObject({
      totalViewers: 1,
      viewersPeak: 1,
      totalWatchTime: duration,
    });
    const retention = await client.stats.retention(video.uuid);
    expect(retention).toHaveLength(duration + 1);
    expect(retention[0]).toEqual({ second: 0, retentionPercent: 100 });
    const { groupInterval, data } = await client.stats.timeSeries(video.uuid, 'viewers');
    expect(groupInterval).toMatch(/^\d+ \w+$/);
    expect(data.reduce((sum, { value }) => sum + value, 0)).toBe(1);
    await expect(other.stats.overall(video.uuid)).rejects.toMatchObject({ code: 'auth/forbidden' });
    await expect(visitor.stats.overall(video.uuid)).rejects.toMatchObject({ code: 'auth/not-signed-in' });
  });
});
