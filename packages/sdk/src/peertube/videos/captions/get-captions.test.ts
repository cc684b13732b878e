import { describe, expect, it } from 'vitest';
import { withVideo } from '../../../test-support/uploaded.js';

describe('captions.list()', () => {
  it('takes captions in both formats, serves them as WebVTT, and removes them', async () => {
    const { client, visitor, fetch, video } = await withVideo();
    await client.captions.set(
      video.uuid,
      'en',
      new Blob(['WEBVTT\n\n00:01.000 --> 00:02.000\nHi'], { type: 'text/vtt' }),
    );
    const subrip = '1\n00:00:01,000 --> 00:00:02,500\nAnnyeong\n';
    await client.captions.set(video.uuid, 'ko', new File([subrip], 'a.srt'));
    await client.captions.set(video.uuid, 'fr', new Blob([subrip], { type: 'application/x-subrip' }));
    const captions = await visitor.captions.list(video.uuid);
    expect(captions.map(({ language }) => language.id)).toEqual(['en', 'fr', 'ko']);
    for (const { url } of captions) expect(await (await fetch(url)).text()).toMatch(/^WEBVTT/);
    await client.captions.delete(video.uuid, 'ko');
    expect(await visitor.videos.captions(video.uuid)).toHaveLength(2);
    await expect(client.captions.set(video.uuid, 'xx', new Blob(['WEBVTT']))).rejects.toMatchObject({
      code: 'http/bad-request',
    });
  });
});
