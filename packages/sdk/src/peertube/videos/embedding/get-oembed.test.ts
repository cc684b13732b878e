import { describe, expect, it } from 'vitest';
import { url } from '../../../test-support/scripted-client.js';
import { json, transcript } from '../../../test-support/transcript.js';
import { withVideo } from '../../../test-support/uploaded.js';
import { PeerTubeClient } from '../../client/peertube-client.js';

describe('videos.oEmbed() of an instance', () => {
  it('answers for a watch and an embed address, smaller on demand, and names what is refused', async () => {
    const { fake, client, visitor, video } = await withVideo();
    const { html, width } = await visitor.videos.oEmbed(`${fake.url}/videos/embed/${video.uuid}`, { maxWidth: 300 });
    expect(html).toContain(`src="${fake.url}/videos/embed/${video.uuid}"`);
    expect(width).toBe(300);
    expect((await visitor.videos.oEmbed(video.shortUUID)).width).toBe(560);
    await expect(visitor.videos.oEmbed('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'video/not-found',
    });
    await client.videos.update(video.uuid, { privacy: 'private' });
    await expect(visitor.videos.oEmbed(video.uuid)).rejects.toMatchObject({ code: 'video/private' });
  });
});

describe('videos.oEmbed()', () => {
  it('asks with a watch address, as PeerTube refuses embed addresses', async () => {
    const { fetch, sent } = transcript(json({ type: 'video' }));
    const { videos } = new PeerTubeClient({ url, fetch });
    await videos.oEmbed(`${url}/videos/embed/gRjscAKWouefiE5Tmt8MeC?api=1`);
    await videos.oEmbed(`${url}/video-playlists/embed/gRjscAKWouefiE5Tmt8MeC`);
    expect(sent.map((request) => request.url.searchParams.get('url'))).toEqual([
      `${url}/w/gRjscAKWouefiE5Tmt8MeC`,
      `${url}/w/p/gRjscAKWouefiE5Tmt8MeC`,
    ]);
  });
});
