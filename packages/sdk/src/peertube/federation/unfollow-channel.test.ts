import { describe, expect, it } from 'vitest';
import { tokenStore, url } from '../../test-support/scripted-client.js';
import { transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

describe('federation.unfollow()', () => {
  it('follows and unfollows a channel of another instance by its handle', async () => {
    const { fetch, sent } = transcript(new Response(null, { status: 204 }));
    const { federation } = new PeerTubeClient({ url, fetch, tokenStore });
    await federation.follow('@news@remote.example');
    await federation.unfollow('news@remote.example');
    expect(sent.map(({ method, url: { pathname }, body }) => [method, pathname, body])).toEqual([
      ['POST', '/api/v1/users/me/subscriptions', '{"uri":"news@remote.example"}'],
      ['DELETE', '/api/v1/users/me/subscriptions/news%40remote.example', ''],
    ]);
  });
});
