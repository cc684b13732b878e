import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';
import { createSyntheticMedia } from '../media/media.js';

const caption = () => {
  const form = new FormData();
  form.set('captionfile', new File(['WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n'], 'c.vtt'));
  return form;
};

describe('captions', () => {
  it('rename the master playlist of 8.2, list themselves in it, and leave a 404 at the old address', async () => {
    const { fake, mine, publish } = await signedIn({ version: '8.2.1', media: createSyntheticMedia() });
    const path = `/api/v1/videos/${await publish()}`;
    const master = async () => {
      const [playlist] = (await mine.get<{ streamingPlaylists: { playlistUrl: string }[] }>(path)).streamingPlaylists;
      return playlist?.playlistUrl ?? '';
    };
    const read = async (url: string) => fake.fetch(new Request(url));
    const before = await master();
    await mine.call(`${path}/captions/fr`, { method: 'PUT', body: caption() });
    const after = await master();
    expect(after).not.toBe(before);
    expect((await read(before)).status).toBe(404);
    const text = await (await read(after)).text();
    expect(text).toContain('#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="French"');
    expect(text).toMatch(/^#EXT-X-STREAM-INF:.*,SUBTITLES="subtitles"$/m);
    const { data } = await mine.get<{ data: { fileUrl: string; m3u8Url: string }[] }>(`${path}/captions`);
    const list = await (await read(data[0]?.m3u8Url ?? '')).text();
    const segment = list.split('\n').find((line) => line.endsWith('.vtt')) ?? '';
    expect(await (await read(new URL(segment, data[0]?.m3u8Url).href)).text()).toContain('Hello');

    await mine.call(`${path}/captions/fr`, { method: 'DELETE' });
    expect((await read(after)).status).toBe(404);
    expect(await (await read(await master())).text()).not.toContain('SUBTITLES');
  });

  it('leave the master playlist of 6.3 alone', async () => {
    const { mine, publish } = await signedIn({ version: '6.3.0', media: createSyntheticMedia() });
    const path = `/api/v1/videos/${await publish()}`;
    const before = await mine.get<{ streamingPlaylists: unknown }>(path);
    await mine.call(`${path}/captions/fr`, { method: 'PUT', body: caption() });
    expect((await mine.get<{ streamingPlaylists: unknown }>(path)).streamingPlaylists).toEqual(
      before.streamingPlaylists,
    );
  });
});
