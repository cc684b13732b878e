import { describe, expect, it } from 'vitest';
import { clientOf } from '../../test-support/scripted-client.js';
import { json } from '../../test-support/transcript.js';

describe('videos.list()', () => {
  it('asks for announced lives and by the flags of a later PeerTube', async () => {
    const { client, asked } = clientOf(json({ total: 0, data: [] }));
    await client.videos.list({ isLive: true, includeScheduledLive: true, nsfwFlagsExcluded: 3 });
    expect(asked()).toEqual(['GET /api/v1/videos?isLive=true&includeScheduledLive=true&nsfwFlagsExcluded=3']);
  });
});
