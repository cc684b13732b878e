import { describe, expect, it } from 'vitest';
import { withVideo } from '../../../test-support/uploaded.js';

describe('embed privacy on PeerTube 6', () => {
  it('allows every site, and says that the rest is not there yet', async () => {
    const { client, visitor, video } = await withVideo();
    expect(await visitor.videos.isEmbedAllowed(video.uuid, 'site.example')).toBe(true);
    const unsupported = [
      client.videos.embedPrivacy(video.uuid),
      client.videos.setEmbedPrivacy(video.uuid, { policy: 2, domains: ['site.example'] }),
      client.videos.setPlayerSettings(video.uuid, { theme: 'lucide' }),
      client.account.sessions(),
    ];
    for (const call of unsupported) await expect(call).rejects.toMatchObject({ code: 'config/unsupported' });
  });
});
