import { describe, expect, it } from 'vitest';
import { json, transcript } from '../../test-support/transcript.js';
import { answersOf, VERSIONS, type Version } from '../../test-support/version-shapes.js';
import { PeerTubeClient } from '../client/peertube-client.js';

const url = 'https://video.example';
const unknownRoute = () => new Response('', { status: 400, headers: { 'content-type': 'application/json' } });

function instanceOf(version: Version) {
  const answers = answersOf(version);
  const { fetch, sent } = transcript(({ method, url: { pathname } }) => {
    if (method === 'PUT') return new Response(null, { status: 204 });
    const body = answers[`${method} ${pathname}`];
    if (body) return json(body);
    const isKnown = /embed-privacy|player-settings/.test(pathname) && ['8.2', '9.0'].includes(version);
    return isKnown ? json({ domainAllowed: false, theme: 'lucide' }) : unknownRoute();
  });
  const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs: Date.now() + 600_000, refreshExpiresAtMs: 0 };
  const tokenStore = { get: async () => tokens, set: async () => undefined, delete: async () => undefined };
  return { client: new PeerTubeClient({ url, fetch, tokenStore }), sent };
}

/** Where an address has to lead, whatever this version calls it. */
const absolute = expect.stringMatching(/^https:\/\/(video|cdn)\.example\/\w/);

describe.each(VERSIONS)('an instance of version %s', (version) => {
  const isEight = version === '8.2' || version === '9.0';

  it('offers a video under the same names', async () => {
    const { client } = instanceOf(version);
    const video = await client.videos.get('u');
    expect(video.thumbnails.map((picture) => picture.url)).toEqual([absolute, absolute]);
    expect(video.thumbnails.map(({ width }) => width)).toEqual(isEight ? [280, 850] : [null, null]);
    expect(video.embedUrl).toMatch(/^https:\/\/video\.example\/videos\/embed\/[\w-]+$/);
    expect(video.duration).toBeGreaterThan(0);
    expect(video.commentsPolicy).toEqual({ id: 1, label: 'Enabled' });
    for (const { avatars } of [video.account, video.channel]) expect(avatars[0]?.url).toEqual(absolute);
    expect(video.schedules).toEqual(isEight ? [{ startAt: '2027-01-01T00:00:00.000Z' }] : undefined);
    expect(video.embedPrivacyPolicy?.id).toBe(isEight ? 2 : undefined);
    const gone = ['thumbnailPath', 'previewPath', 'embedPath', 'commentsEnabled', 'descriptionPath', 'liveSchedules'];
    expect(Object.keys(video).filter((name) => gone.includes(name))).toEqual([]);
  });

  it('offers lists, captions, seek previews and the source under the same names', async () => {
    const { client } = instanceOf(version);
    const { data } = await client.videos.list();
    expect(data.length).toBeGreaterThan(0);
    for (const { thumbnails, embedUrl, duration } of data) {
      expect([thumbnails[0]?.url, embedUrl, typeof duration]).toEqual([absolute, absolute, 'number']);
    }
    const captions = await client.videos.captions('u');
    const storyboards = await client.videos.storyboards('u');
    for (const part of [captions, storyboards]) expect(part.map((item) => item.url)).toEqual(part.map(() => absolute));
    expect(captions.length * storyboards.length).toBeGreaterThan(0);
    expect(storyboards[0]?.spriteDuration).toBeTypeOf('number');
    expect((await client.videos.source('u')).inputFilename).toMatch(/\.\w+$/);
  });

  it('offers the live and the channels that may be used', async () => {
    const { client } = instanceOf(version);
    const live = await client.live.get('u');
    expect(live).toMatchObject({ latencyMode: 'default', rtmpUrl: expect.stringMatching(/^rtmp:/) });
    expect(live.schedules).toEqual(isEight ? [{ startAt: '2027-01-01T00:00:00.000Z' }] : undefined);
    const channels = await client.channels.list();
    expect(channels[0]?.avatars[0]?.url).toEqual(absolute);
    expect(channels.some(({ name }) => name === 'shared')).toBe(isEight);
  });

  it('says whether a site may embed, and whether the player can be set', async () => {
    const { client } = instanceOf(version);
    expect(await client.videos.isEmbedAllowed('u', 'site.example')).toBe(!isEight);
    expect(await client.supports('embed-privacy')).toBe(isEight);
    expect(await client.supports('player-settings')).toBe(isEight);
    expect(await client.supports('live-schedules')).toBe(isEight);
    const settings = client.videos.playerSettings('u');
    await (isEight
      ? expect(settings).resolves.toMatchObject({ theme: 'lucide' })
      : expect(settings).rejects.toMatchObject({ code: 'config/unsupported' }));
  });

  it('is told the comments policy in the words of 6.0 and of later ones', async () => {
    const { client, sent } = instanceOf(version);
    await client.videos.update('u', { commentsPolicy: 'disabled' });
    await client.videos.update('u', { commentsPolicy: 'requires-approval' });
    expect(sent.map(({ body }) => JSON.parse(body))).toEqual([
      { commentsPolicy: 2, commentsEnabled: false },
      { commentsPolicy: 3, commentsEnabled: true },
    ]);
  });
});
