import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';
import { hlsUrlOf } from './playback/hls-url-of.js';

describe('videos.token()', () => {
  it('opens with a password, and its files with a token that the password gets', async () => {
    const { client, visitor, fetch, video } = await withVideo();
    await client.videos.update(video.uuid, { privacy: 'password', videoPasswords: ['open', 'sesame'] });
    await expect(visitor.videos.get(video.uuid)).rejects.toMatchObject({ code: 'video/password-required' });
    await expect(visitor.videos.get(video.uuid, { password: 'wrong' })).rejects.toMatchObject({
      code: 'video/password-incorrect',
    });
    const hls = hlsUrlOf(await visitor.videos.get(video.uuid, { password: 'sesame' })) ?? '';
    expect((await fetch(hls)).status).toBe(403);
    const { token, expires } = await visitor.videos.token(video.uuid, { password: 'open' });
    expect(Date.parse(expires)).toBeGreaterThan(0);
    const opened = await fetch(`${hls}?videoFileToken=${token}&reinjectVideoFileToken=true`);
    expect(await opened.text()).toContain(token);
    expect((await client.videos.passwords(video.uuid)).map(({ password }) => password)).toEqual(['open', 'sesame']);
    // More than PeerTube gives of a list at once.
    const many = Array.from({ length: 230 }, (_, at) => `password ${at}`);
    await client.videos.setPasswords(video.uuid, many);
    await client.videos.update(video.uuid, { name: 'Renamed' });
    expect((await client.videos.passwords(video.uuid)).map(({ password }) => password)).toEqual(many);
    await client.videos.setPasswords(video.uuid, ['changed']);
    await expect(visitor.videos.get(video.uuid, { password: 'open' })).rejects.toMatchObject({
      code: 'video/password-incorrect',
    });
  });

  it('gives a file token to the session, and asks nothing without one (a public video would be a 500)', async () => {
    const { client, visitor, asked, video } = await withVideo();
    expect((await client.videos.token(video.uuid)).token).not.toBe('');
    const before = asked().length;
    await expect(visitor.videos.token(video.uuid)).rejects.toMatchObject({ code: 'auth/not-signed-in' });
    expect(asked()).toHaveLength(before);
  });
});
