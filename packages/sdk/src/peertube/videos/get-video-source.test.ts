import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';

describe('videos.source()', () => {
  it('shows the source to its owner alone', async () => {
    const { client, other, video } = await withVideo();
    expect(await client.videos.source(video.uuid)).toMatchObject({ size: 1_000, fileDownloadUrl: null });
    await expect(other.videos.source(video.uuid)).rejects.toMatchObject({ code: 'auth/forbidden' });
  });
});
