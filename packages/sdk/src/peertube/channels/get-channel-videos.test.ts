import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';

describe('channels.videos()', () => {
  it('lists its public videos', async () => {
    const { visitor, client, video } = await withVideo();
    const [channel] = await client.channels.list();
    const { data } = await visitor.channels.videos(channel?.name ?? '');
    expect(data.map(({ uuid }) => uuid)).toEqual([video.uuid]);
  });
});
