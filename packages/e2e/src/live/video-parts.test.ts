import type { PeerTubeClient, PeerTubeVideoDetails } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, createdVideos, instance, signedIn } from './instance.js';
import { failureOf, ownVideo, PLAYABLE_MS } from './own-video.js';
import { until } from './until.js';
import { fetchWithinLimit } from './within-limit.js';

const VTT = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n';
const SRT = '1\n00:00:01,000 --> 00:00:02,500\nAnnyeong\n';

describe('parts of a video on the real instance', () => {
  let client: PeerTubeClient;
  let video: PeerTubeVideoDetails;
  const visitor = clientOf();
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
    video = await ownVideo(client, created, { description: '0:00 First part\n0:03 Second part' });
  });
  afterAll(() => created.removeAll());

  it('the source is known to its owner alone', async () => {
    const source = await client.videos.source(video.uuid);
    expect(source).toMatchObject({ inputFilename: expect.stringMatching(/\.mp4$/), width: 640, height: 360, fps: 25 });
    expect(source.size).toBeGreaterThan(10_000);
    expect(await failureOf(visitor.videos.source(video.uuid))).toMatchObject({ code: 'auth/not-signed-in' });
    const route = `${instance.url}/api/v1/videos/${video.uuid}/source`;
    expect((await fetchWithinLimit(route)).status).toBe(401);
  });

  it('chapters come from the description, and are replaced as a whole', async () => {
    expect((await visitor.videos.chapters(video.uuid)).map(({ timecode }) => timecode)).toEqual([0, 3]);
    const chapters = [
      { timecode: 0, title: 'Start' },
      { timecode: 4, title: 'End' },
    ];
    await client.videos.setChapters(video.uuid, [...chapters].reverse());
    expect(await visitor.videos.chapters(video.uuid)).toEqual(chapters);
    const twice = [...chapters, { timecode: 4, title: 'Again' }];
    expect(await failureOf(client.videos.setChapters(video.uuid, twice))).toMatchObject({
      code: 'http/bad-request',
      invalidParams: { chapters: expect.stringContaining('unique') },
    });
    await client.videos.setChapters(video.uuid, []);
    expect(await visitor.videos.chapters(video.uuid)).toEqual([]);
  });

  it('captions are taken as WebVTT and SubRip, served as WebVTT, and removed', async () => {
    await client.captions.set(video.uuid, 'en', new File([VTT], 'a.vtt', { type: 'text/vtt' }));
    await client.captions.set(video.uuid, 'ko', new File([SRT], 'a.srt', { type: 'application/x-subrip' }));
    await client.captions.set(video.uuid, 'fr', new Blob([SRT], { type: 'application/x-subrip' }));
    const captions = await visitor.captions.list(video.uuid);
    expect(captions.map(({ language }) => language.id).sort()).toEqual(['en', 'fr', 'ko']);
    for (const { url, language } of captions) {
      const text = await until(`the captions in ${language.id}`, async () => {
        const answer = await fetch(url);
        return answer.ok && (await answer.text());
      });
      expect(text).toMatch(/^WEBVTT/);
      expect(text).toContain(language.id === 'en' ? 'Hello' : 'Annyeong');
    }
    await client.captions.delete(video.uuid, 'ko');
    expect((await visitor.videos.captions(video.uuid)).map(({ language }) => language.id).sort()).toEqual(['en', 'fr']);
    expect(await failureOf(client.captions.set(video.uuid, 'no-language', new Blob([VTT])))).toMatchObject({
      code: 'http/bad-request',
    });
  });

  it('seek previews are made by a job where the instance makes them, and are pictures', async () => {
    if (!(await client.supports('storyboards'))) {
      expect(await visitor.videos.storyboards(video.uuid)).toEqual([]);
      return;
    }
    const [storyboard] = await until(
      'a storyboard',
      async () => {
        const made = await visitor.videos.storyboards(video.uuid);
        return made.length > 0 && made;
      },
      { timeoutMs: PLAYABLE_MS, everyMs: 2_000 },
    );
    expect(storyboard?.spriteWidth).toBeGreaterThan(0);
    expect(storyboard?.spriteDuration).toBeGreaterThan(0);
    const picture = await fetch(storyboard?.url ?? '');
    expect(picture.headers.get('content-type')).toMatch(/^image\//);
  });
});
