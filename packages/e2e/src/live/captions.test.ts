import { hlsUrlOf, type PeerTubeClient, type PeerTubeVideoDetails } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, createdVideos, isPeerTube8, signedIn } from './instance.js';
import { failureOf, ownVideo, playHls } from './own-video.js';
import { until } from './until.js';

const SRT = '1\n00:00:00,500 --> 00:00:02,000\nHello café\n';
const ASS = '[Script Info]\nTitle: x\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:00.50,0:00:02.00,hi\n';

describe('captions on the real instance', () => {
  let client: PeerTubeClient;
  let video: PeerTubeVideoDetails;
  const visitor = clientOf();
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
    video = await ownVideo(client, created);
  });
  afterAll(() => created.removeAll());

  it.each(['', 'text/plain', 'text/vtt'])(
    'SubRip in a Blob without a name, of the type "%s", arrives as WebVTT',
    async (type) => {
      await client.captions.set(video.uuid, 'pt', new Blob([SRT], { type }));
      const text = await until('the captions', async () => {
        const [caption] = await visitor.captions.list(video.uuid, { fresh: true });
        const answer = await fetch(caption?.url ?? '');
        return answer.ok && (await answer.text());
      });
      expect(text).toMatch(/^WEBVTT/);
      expect(text).toMatch(/00:00\.500 --> (00:)?00:02\.000/);
      expect(text).toContain('Hello café');
      await client.captions.delete(video.uuid, 'pt');
    },
  );

  it('another format is refused before it is sent', async () => {
    const refused = client.captions.set(video.uuid, 'en', new File([ASS], 'subs.ass'));
    expect(await failureOf(refused)).toMatchObject({ code: 'upload/unsupported-type' });
    const captions = await visitor.captions.list(video.uuid, { fresh: true });
    expect(captions.map(({ language }) => language.id)).not.toContain('en');
  });

  it('may move the master playlist: it is read again after a change, and plays', async () => {
    const before = hlsUrlOf(await client.videos.get(video.uuid)) ?? '';
    expect(await playHls(before)).toBe(1000);
    await client.captions.set(video.uuid, 'en', new Blob([SRT]));
    if (await isPeerTube8(client)) {
      await until('the move', async () => (await fetch(before)).status === 404);
    }
    // Not `fresh`: the change has emptied what the client kept.
    const after = hlsUrlOf(await client.videos.get(video.uuid)) ?? '';
    expect(after === before).toBe(!(await isPeerTube8(client)));
    expect(await playHls(after)).toBe(1000);
    await client.captions.delete(video.uuid, 'en');
    expect(await playHls(hlsUrlOf(await client.videos.get(video.uuid)) ?? '')).toBe(1000);
  });
});
