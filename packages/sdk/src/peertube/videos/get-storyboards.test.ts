import { tinyVideo } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';

const png = () => new Blob([tinyVideo(200)], { type: 'image/png' });

describe('videos.storyboards()', () => {
  it('gives seek previews with an absolute address', async () => {
    const { visitor, fetch, fake, video } = await withVideo();
    expect(await visitor.videos.storyboards(video.uuid)).toEqual([]);
    const [made] = fake.state.videos;
    if (made) made.storyboard = made.preview;
    await fake.storage.write(made?.preview ?? '', 0, png().stream());
    const [storyboard] = await visitor.videos.storyboards(video.uuid);
    expect(storyboard).toMatchObject({ spriteWidth: 192, spriteDuration: 1 });
    expect(storyboard?.url.startsWith(fake.url)).toBe(true);
    expect((await fetch(storyboard?.url ?? '')).status).toBe(200);
  });
});
