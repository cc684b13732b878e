import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../../test-support/fake-instance.js';
import { json, transcript } from '../../../test-support/transcript.js';
import { PeerTubeClient } from '../../client/peertube-client.js';

const url = 'https://video.example';
const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs: Date.now() + 600_000, refreshExpiresAtMs: 0 };
const tokenStore = { get: async () => tokens, set: async () => undefined, delete: async () => undefined };
const SRT = '1\n00:00:00,500 --> 00:00:02,000\nHello café\n';

describe('captions.set()', () => {
  it('sends SubRip in a Blob without a name or type as .srt, so that WebVTT arrives', async () => {
    const { signedIn, fetch } = fakeInstance();
    const client = await signedIn();
    const [channel] = await client.channels.list();
    const { uuid } = await client.live.create({ name: 'A live', channelId: channel?.id ?? 0, privacy: 'public' });
    for (const type of ['', 'text/plain']) {
      await client.captions.set(uuid, 'pt', new Blob([SRT], { type }));
      const [caption] = await client.captions.list(uuid);
      expect(await (await fetch(caption?.url ?? '')).text()).toBe(
        'WEBVTT\n\n1\n00:00:00.500 --> 00:00:02.000\nHello café\n',
      );
    }
  });

  it.each([
    ['SubRip announced as WebVTT', SRT, 'text/vtt', 'application/x-subrip', 'ko.srt'],
    ['WebVTT announced as plain text', 'WEBVTT\n', 'text/plain', 'text/vtt', 'ko.vtt'],
  ])('announces %s as what it is: PeerTube goes by the media type', async (_name, content, given, sentAs, filename) => {
    let part: FormDataEntryValue | null = null;
    const client = new PeerTubeClient({
      url,
      tokenStore,
      fetch: async (input, init) => {
        part = (await new Request(input, init).formData()).get('captionfile');
        return new Response(null, { status: 204 });
      },
    });
    await client.captions.set('u', 'ko', new Blob([content], { type: given }));
    expect(part).toMatchObject({ type: sentAs, name: filename });
    expect(await (part as File | null)?.text()).toBe(content);
  });

  it('sends nothing of a file that is no captions', async () => {
    const { fetch, sent } = transcript(json({}));
    const client = new PeerTubeClient({ url, fetch, tokenStore });
    const refused = client.captions.set('u', 'ko', new File(['[Script Info]\n'], 'a.ass'));
    await expect(refused).rejects.toMatchObject({ code: 'upload/unsupported-type' });
    expect(sent).toEqual([]);
  });

  it.each([
    ['set', (client: PeerTubeClient) => client.captions.set('u', 'ko', new Blob([SRT]))],
    ['delete', (client: PeerTubeClient) => client.captions.delete('u', 'ko')],
  ])('%s forgets the kept video, whose master playlist has moved', async (_name, change) => {
    let playlist = 'one';
    const { fetch } = transcript(({ method }) => {
      if (method !== 'GET') playlist = 'two';
      const streamingPlaylists = [{ type: 1, playlistUrl: `${url}/${playlist}-master.m3u8`, files: [] }];
      return json({ id: 1, uuid: 'u', state: { id: 1 }, streamingPlaylists });
    });
    const client = new PeerTubeClient({ url, fetch, tokenStore });
    const address = async () => (await client.videos.get('u')).streamingPlaylists[0]?.playlistUrl;
    expect(await address()).toBe(`${url}/one-master.m3u8`);
    await change(client);
    expect(await address()).toBe(`${url}/two-master.m3u8`);
  });
});
