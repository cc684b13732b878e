import { describe, expect, it } from 'vitest';
import { clientOf, unknownRoute } from '../../../test-support/scripted-client.js';
import { json } from '../../../test-support/transcript.js';

describe('player settings (PeerTube 8)', () => {
  it('are read and set for a video and for a channel', async () => {
    const { client, sent, asked } = clientOf(json({ theme: 'lucide' }));
    expect(await client.videos.playerSettings('u', { raw: true })).toEqual({ theme: 'lucide' });
    await client.videos.setPlayerSettings('u', { theme: 'channel-default' });
    await client.channels.playerSettings('news');
    await client.channels.setPlayerSettings('news', { theme: 'galaxy' });
    expect(asked()).toEqual([
      'GET /api/v1/player-settings/videos/u?raw=true',
      'PUT /api/v1/player-settings/videos/u',
      'GET /api/v1/player-settings/video-channels/news',
      'PUT /api/v1/player-settings/video-channels/news',
    ]);
    expect(sent[1]?.body).toBe('{"theme":"channel-default"}');
  });

  it('are not there before', async () => {
    const { client } = clientOf(unknownRoute());
    await expect(client.videos.playerSettings('u')).rejects.toMatchObject({ code: 'config/unsupported' });
  });
});
