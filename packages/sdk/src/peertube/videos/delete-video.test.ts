import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';

describe('videos.delete()', () => {
  it('is deleted once, by its owner', async () => {
    const { client, other, video } = await withVideo();
    await expect(other.videos.delete(video.uuid)).rejects.toMatchObject({ code: 'auth/forbidden' });
    await client.videos.delete(video.uuid);
    await expect(client.videos.get(video.uuid)).rejects.toMatchObject({ code: 'video/not-found' });
    await expect(client.videos.delete(video.uuid)).rejects.toMatchObject({ code: 'video/not-found', status: 404 });
  });
});
