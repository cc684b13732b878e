import { describe, expect, it } from 'vitest';
import { tokenStore } from '../../test-support/scripted-client.js';
import { json, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

describe('the endpoints of a live', () => {
  const settings = { permanentLive: false, saveReplay: false, latencyMode: 1, streamKey: 'k' };
  const liveOf = (answer: object) => {
    const { fetch } = transcript(json({ ...settings, ...answer }));
    return new PeerTubeClient({ url: 'https://video.example', fetch, tokenStore }).live.get('u');
  };

  it('are a server and a key apart, and RTMPS is null where there is none', async () => {
    const answer = { rtmpUrl: 'rtmp://video.example:1935/live', rtmpsUrl: null };
    expect(await liveOf(answer)).toMatchObject({ ...answer, streamKey: 'k', latencyMode: 'default' });
  });

  it('lack RTMP where the instance takes RTMPS only', async () => {
    const live = await liveOf({ rtmpUrl: null, rtmpsUrl: 'rtmps://video.example:1936/live' });
    expect(live).not.toHaveProperty('rtmpUrl');
    expect(live.rtmpsUrl).toBe('rtmps://video.example:1936/live');
  });
});
