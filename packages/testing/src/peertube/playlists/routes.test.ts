import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';
import { PEERTUBE_VERSIONS } from '../version.js';

describe.each(PEERTUBE_VERSIONS)('playlists of %s', (version) => {
  it('are made of forms; 8.2 takes JSON too', async () => {
    const { ask, mine } = await signedIn({ version });
    const form = new FormData();
    form.set('displayName', 'A list');
    const post = async (init: RequestInit & { json?: unknown }) =>
      (await ask('/api/v1/video-playlists', { method: 'POST', as: mine, ...init })).status;
    expect(await post({ body: form })).toBe(200);
    expect(await post({ json: { displayName: 'A list' } })).toBe(version === '6.3.0' ? 500 : 200);
  });

  it('show the picture of their first video, as a list in 8.2, and their place in the channel', async () => {
    const { ask, mine, channelId, publish } = await signedIn({ version });
    const form = new FormData();
    for (const [name, value] of [
      ['displayName', 'A list'],
      ['privacy', '1'],
      ['videoChannelId', String(channelId)],
    ] as const) {
      form.set(name, value);
    }
    const created = await ask('/api/v1/video-playlists', { method: 'POST', body: form, as: mine });
    const path = `/api/v1/video-playlists/${(created.body.videoPlaylist as { id: number }).id}`;
    await ask(`${path}/videos`, { method: 'POST', json: { videoId: await publish() }, as: mine });
    const { body } = await ask(path);
    expect(body.thumbnailPath).toMatch(/^\/lazy-static\/thumbnails\//);
    if (version === '8.2.1') {
      expect(body).toMatchObject({ videoChannelPosition: 1 });
      const thumbnails = body.thumbnails as { width: number; aspectRatio: string }[];
      expect(thumbnails.map(({ width, aspectRatio }) => `${width} ${aspectRatio}`)).toEqual([
        ...['280 16:9', '850 16:9', '1280 16:9', '1400 1:1', '1920 16:9'],
      ]);
    } else expect(Object.keys(body)).not.toContain('thumbnails');
  });
});
