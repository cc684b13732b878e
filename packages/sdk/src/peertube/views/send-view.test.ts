import { describe, expect, it } from 'vitest';
import { url } from '../../test-support/scripted-client.js';
import { transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

describe('views.send()', () => {
  it('sends whole seconds within the video', async () => {
    const { fetch, sent } = transcript(new Response(null, { status: 204 }));
    const { views } = new PeerTubeClient({ url, fetch });
    await views.send('u', { currentTime: 2.7 });
    await views.send('u', { currentTime: 61.5, duration: 60, event: 'seek', sessionId: 's' });
    await views.send('u', { currentTime: -1 });
    expect(sent.map(({ body }) => JSON.parse(body))).toEqual([
      { currentTime: 2 },
      { currentTime: 60, viewEvent: 'seek', sessionId: 's' },
      { currentTime: 0 },
    ]);
  });
});
