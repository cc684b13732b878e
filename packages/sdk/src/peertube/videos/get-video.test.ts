import { describe, expect, it } from 'vitest';
import { clientOf } from '../../test-support/scripted-client.js';
import { json, problem } from '../../test-support/transcript.js';

describe('a video that was read a moment ago', () => {
  it('is asked for anew by who waits until it is playable, and by who watches a live', async () => {
    const video = (state: number, isLive = false) =>
      json({ id: 1, uuid: 'u', isLive, viewers: 0, state: { id: state, label: '' }, streamingPlaylists: [] });
    const { client, asked } = clientOf(video(2), video(1), video(7), problem(404, 'gone'));
    const count = () => asked().filter((entry) => entry === 'GET /api/v1/videos/u').length;
    await client.videos.get('u');
    await client.videos.get('u');
    expect(count()).toBe(1);
    expect((await client.uploads.waitUntilPlayable('u')).id).toBe(1);
    expect(count()).toBe(2);
    for await (const status of client.live.watch('u', { socket: false })) expect(status.state).toBe('error');
    expect(count()).toBe(3);
  });
});
