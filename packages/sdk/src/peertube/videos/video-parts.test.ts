import { createSyntheticMedia, tinyVideo } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { uploaded } from '../../test-support/uploaded.js';
import { hlsUrlOf } from './playback/hls-url-of.js';

const png = () => new Blob([tinyVideo(200)], { type: 'image/png' });

async function withVideo(options: Parameters<typeof uploaded>[2] = {}) {
  const instance = fakeInstance({ accounts: [{}, { username: 'other' }], media: createSyntheticMedia() });
  const client = await instance.signedIn();
  const video = await uploaded(instance, client, options);
  const other = instance.client();
  const account = instance.fake.accounts[1];
  await other.auth.signIn({ username: 'other', password: account?.password ?? '' });
  return { ...instance, client, other, visitor: instance.client(), video };
}

describe('videoRequest and changing a video', () => {
  it('reads it by number, UUID and short UUID', async () => {
    const { visitor, video } = await withVideo();
    for (const id of [video.id, video.uuid, video.shortUUID])
      expect((await visitor.videos.get(id)).uuid).toBe(video.uuid);
  });

  it('filters and searches lists', async () => {
    const { fake, clock, client, visitor } = await withVideo({ name: 'Plain one' });
    const fields = { name: 'Tagged one', tags: ['k-pop', 'seoul'], category: 1, language: 'ko', nsfw: false };
    await uploaded({ fake, clock }, client, fields, 2);
    await uploaded({ fake, clock }, client, { name: 'For adults', nsfw: true }, 3);
    const names = async (filter: Parameters<typeof visitor.videos.list>[0]) =>
      (await visitor.videos.list({ sort: 'name', ...filter })).data.map(({ name }) => name);
    expect(await names({ tagsOneOf: ['k-pop', 'busan'] })).toEqual(['Tagged one']);
    expect(await names({ tagsAllOf: ['k-pop', 'busan'] })).toEqual([]);
    expect(await names({ tagsAllOf: ['k-pop', 'seoul'] })).toEqual(['Tagged one']);
    expect(await names({ categoryOneOf: [1, 2] })).toEqual(['Tagged one']);
    expect(await names({ languageOneOf: ['ko'] })).toEqual(['Tagged one']);
    expect(await names({ nsfw: 'both' })).toEqual(['For adults', 'Plain one', 'Tagged one']);
    expect(await names({ nsfw: 'true' })).toEqual(['For adults']);
    expect(await names({ isLocal: true, hasHLSFiles: true, start: 1, count: 1 })).toEqual(['Tagged one']);
    expect((await visitor.videos.search('plain')).data.map(({ name }) => name)).toEqual(['Plain one']);
    expect((await visitor.videos.list({ skipCount: true })).total).toBe(0);
    await expect(visitor.videos.list({ count: 101 })).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { count: 'Should have a number count (max: 100)' },
    });
  });

  it('changes only what is given, clears with null or an empty description, and refuses others', async () => {
    const { client, other, visitor, video } = await withVideo({ tags: ['one'], description: 'Long text', category: 2 });
    await client.videos.update(video.uuid, { name: 'Renamed' });
    expect(await visitor.videos.get(video.uuid)).toMatchObject({ name: 'Renamed', description: 'Long text' });
    await client.videos.update(video.uuid, { description: '', category: null, tags: [] });
    expect(await visitor.videos.get(video.uuid, { fresh: true })).toMatchObject({
      description: null,
      category: { id: null },
      tags: [],
    });
    await expect(other.videos.update(video.uuid, { name: 'Mine now' })).rejects.toMatchObject({
      code: 'auth/forbidden',
    });
    await expect(client.videos.update(video.uuid, { name: 'No' })).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { name: expect.any(String) },
    });
  });

  it('sets a picture, which is served', async () => {
    const { client, fetch, video } = await withVideo();
    const before = (await client.videos.get(video.uuid)).thumbnails;
    await client.videos.update(video.uuid, { thumbnail: png(), tags: ['one'] });
    const { thumbnails, tags } = await client.videos.get(video.uuid);
    expect(tags).toEqual(['one']);
    for (const [index, { url }] of thumbnails.entries()) {
      expect(url).not.toBe(before[index]?.url);
      expect((await fetch(url)).status).toBe(200);
    }
  });

  it('is deleted once, by its owner', async () => {
    const { client, other, video } = await withVideo();
    await expect(other.videos.delete(video.uuid)).rejects.toMatchObject({ code: 'auth/forbidden' });
    await client.videos.delete(video.uuid);
    await expect(client.videos.get(video.uuid)).rejects.toMatchObject({ code: 'video/not-found' });
    await expect(client.videos.delete(video.uuid)).rejects.toMatchObject({ code: 'video/not-found', status: 404 });
  });

  it('is liked, disliked, and neither', async () => {
    const { client, video } = await withVideo();
    const count = async () => {
      const { likes, dislikes } = await client.videos.get(video.uuid);
      return [likes, dislikes];
    };
    await client.videos.rate(video.uuid, 'like');
    expect(await count()).toEqual([1, 0]);
    await client.videos.rate(video.uuid, 'dislike');
    expect(await count()).toEqual([0, 1]);
    await client.videos.rate(video.uuid, 'none');
    expect(await count()).toEqual([0, 0]);
  });
});

describe('a video that is not public', () => {
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

  it('takes no password that a header cannot carry, neither to set nor to open', async () => {
    const { client, visitor, asked, video } = await withVideo();
    const sesame = '열려라 참깨';
    const before = asked().length;
    const refused = { code: 'config/invalid-option' };
    const changes = { privacy: 'password', videoPasswords: [sesame] } as const;
    await expect(client.videos.update(video.uuid, changes)).rejects.toMatchObject(refused);
    await expect(client.videos.setPasswords(video.uuid, ['open', sesame])).rejects.toMatchObject(refused);
    const wrong = visitor.videos.get(video.uuid, { password: sesame });
    await expect(wrong).rejects.toMatchObject({ code: 'video/password-incorrect' });
    expect(asked()).toHaveLength(before);
    expect(String(await wrong.catch((error: unknown) => error))).not.toContain(sesame);
  });

  it('gives a file token to the session, and asks nothing without one (a public video would be a 500)', async () => {
    const { client, visitor, asked, video } = await withVideo();
    expect((await client.videos.token(video.uuid)).token).not.toBe('');
    const before = asked().length;
    await expect(visitor.videos.token(video.uuid)).rejects.toMatchObject({ code: 'auth/not-signed-in' });
    expect(asked()).toHaveLength(before);
  });
});

describe('parts of a video', () => {
  it('shows the source to its owner alone', async () => {
    const { client, other, video } = await withVideo();
    expect(await client.videos.source(video.uuid)).toMatchObject({ size: 1_000, fileDownloadUrl: null });
    await expect(other.videos.source(video.uuid)).rejects.toMatchObject({ code: 'auth/forbidden' });
  });

  it('sets chapters in any order and refuses equal times', async () => {
    const { client, visitor, video } = await withVideo();
    const chapters = [
      { timecode: 4, title: 'End' },
      { timecode: 0, title: 'Start' },
    ];
    await client.videos.setChapters(video.uuid, chapters);
    expect(await visitor.videos.chapters(video.uuid)).toEqual([...chapters].reverse());
    const twice = [chapters[0], chapters[0]].flatMap((chapter) => chapter ?? []);
    await expect(client.videos.setChapters(video.uuid, twice)).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { chapters: expect.stringContaining('unique') },
    });
  });

  it('takes captions in both formats, serves them as WebVTT, and removes them', async () => {
    const { client, visitor, fetch, video } = await withVideo();
    await client.captions.set(
      video.uuid,
      'en',
      new Blob(['WEBVTT\n\n00:01.000 --> 00:02.000\nHi'], { type: 'text/vtt' }),
    );
    const subrip = '1\n00:00:01,000 --> 00:00:02,500\nAnnyeong\n';
    await client.captions.set(video.uuid, 'ko', new File([subrip], 'a.srt'));
    await client.captions.set(video.uuid, 'fr', new Blob([subrip], { type: 'application/x-subrip' }));
    const captions = await visitor.captions.list(video.uuid);
    expect(captions.map(({ language }) => language.id)).toEqual(['en', 'fr', 'ko']);
    for (const { url } of captions) expect(await (await fetch(url)).text()).toMatch(/^WEBVTT/);
    await client.captions.delete(video.uuid, 'ko');
    expect(await visitor.videos.captions(video.uuid)).toHaveLength(2);
    await expect(client.captions.set(video.uuid, 'xx', new Blob(['WEBVTT']))).rejects.toMatchObject({
      code: 'http/bad-request',
    });
  });

  it('gives seek previews with an absolute address', async () => {
    const { visitor, fetch, fake, video } = await withVideo();
    expect(await visitor.videos.storyboards(video.uuid)).toEqual([]);
    const [made] = fake.state.videos;
    if (made) made.storyboard = made.preview;
    await fake.storage.write(made?.preview ?? '', 0, png().stream());
    const [storyboard] = await visitor.videos.storyboards(video.uuid);
    expect(storyboard).toMatchObject({ spriteWidth: 192, spriteDuration: 1 });
    expect(storyboard?.url.startsWith(fake.url)).toBe(true);
    expect((await fetch(storyboard?.url ?? '')).status).toBe(200);
  });
});
