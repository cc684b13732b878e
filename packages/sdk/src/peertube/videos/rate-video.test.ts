import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';

describe('videos.rate()', () => {
  it('is liked, disliked, and neither', async () => {
    const { client, video } = await withVideo();
    const count = async () => {
      const { likes, dislikes } = await client.videos.get(video.uuid);
      return [likes, dislikes];
    };
    await client.videos.rate(video.uuid, 'like');
    expect(await count()).toEqual([1, 0]);
    await client.videos.rate(video.uuid, 'dislike');
    expect(await count()).toEqual([0, 1]);
    await client.videos.rate(video.uuid, 'none');
    expect(await count()).toEqual([0, 0]);
  });
});
