import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hlsUrlOf, type PeerTubeClient, type PeerTubeVideoDetails } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClip } from '../support/clips.js';
import { clientOf, createdVideos, isPeerTube8, signedIn } from './instance.js';
import { failureOf, ownVideo, PLAYABLE_MS, playHls } from './own-video.js';

describe('videos on the real instance', () => {
  let client: PeerTubeClient;
  let video: PeerTubeVideoDetails;
  const visitor = clientOf();
  const created = createdVideos(() => client);
  const tag = randomUUID().slice(0, 8);

  beforeAll(async () => {
    client = await signedIn();
    video = await ownVideo(client, created, {
      name: `videos ${randomUUID()}`,
      tags: [tag, `${tag}b`],
      category: 1,
      language: 'ko',
      description: 'Long enough',
    });
  });
  afterAll(() => created.removeAll());

  it('are read by number, UUID and short UUID', async () => {
    for (const id of [video.id, video.uuid, video.shortUUID]) {
      const read = await visitor.videos.get(id);
      expect(read).toMatchObject({ uuid: video.uuid, isLocal: true, privacy: { id: 1 }, state: { id: 1 } });
      for (const { url } of read.thumbnails) expect((await fetch(url)).headers.get('content-type')).toMatch(/^image\//);
    }
    expect(await failureOf(visitor.videos.get(randomUUID()))).toMatchObject({ code: 'video/not-found', status: 404 });
  });

  it('are listed by tag, category, language and words, with and without a count', async () => {
    const found = async (filter: Parameters<typeof visitor.videos.list>[0]) =>
      (await visitor.videos.list({ sort: '-publishedAt', count: 50, ...filter })).data.map(({ uuid }) => uuid);
    expect(await found({ tagsOneOf: [tag, 'nothing'] })).toEqual([video.uuid]);
    expect(await found({ tagsAllOf: [tag, `${tag}b`] })).toEqual([video.uuid]);
    expect(await found({ tagsAllOf: [tag, 'nothing'] })).toEqual([]);
    expect(await found({ tagsOneOf: [tag], categoryOneOf: [1, 2], languageOneOf: ['ko'] })).toEqual([video.uuid]);
    expect(await found({ tagsOneOf: [tag], categoryOneOf: [2] })).toEqual([]);
    expect(await found({ tagsOneOf: [tag], nsfw: 'true' })).toEqual([]);
    expect(await found({ tagsOneOf: [tag], nsfw: 'both', isLocal: true, isLive: false })).toEqual([video.uuid]);
    expect(await found({ tagsOneOf: [tag], hasHLSFiles: hlsUrlOf(video) !== undefined })).toEqual([video.uuid]);
    expect(await found({ search: video.name })).toContain(video.uuid);
    expect((await visitor.videos.search(video.name)).data.map(({ uuid }) => uuid)).toContain(video.uuid);
    expect((await visitor.videos.list({ tagsOneOf: [tag] })).total).toBe(1);
    expect((await visitor.videos.list({ tagsOneOf: [tag], skipCount: true })).total).toBe(0);
    expect((await visitor.videos.list({ start: 100_000 })).data).toEqual([]);
    expect(await failureOf(visitor.videos.list({ sort: 'nothing' }))).toMatchObject({ code: 'http/bad-request' });
  });

  it('change only in what is given, and null or an empty description clears, in JSON and beside a picture', async () => {
    const { uuid } = video;
    await client.videos.update(uuid, { name: `renamed ${tag}`, support: 'Support us' });
    expect(await client.videos.get(uuid)).toMatchObject({ name: `renamed ${tag}`, description: 'Long enough' });
    await client.videos.update(uuid, { description: '', category: null, language: null, support: null });
    expect(await client.videos.get(uuid)).toMatchObject({
      ...{ description: null, support: null },
      ...{ category: { id: null }, language: { id: null }, tags: [tag, `${tag}b`] },
    });
    await client.videos.update(uuid, { description: 'Again', category: 7, licence: 1 });
    const before = (await client.videos.get(uuid)).thumbnails.map(({ url }) => url);
    const picture = await fetch(before[0] ?? '');
    const thumbnail = new Blob([await picture.arrayBuffer()], { type: 'image/jpeg' });
    await client.videos.update(uuid, { thumbnail, description: null, category: null, licence: null, tags: ['single'] });
    const after = await client.videos.get(uuid);
    expect(after).toMatchObject({ description: null, category: { id: null }, licence: { id: null }, tags: ['single'] });
    expect(after.thumbnails.map(({ url }) => url)).not.toEqual(before);
    expect(await failureOf(client.videos.update(uuid, { name: 'no' }))).toMatchObject({
      code: 'http/bad-request',
      invalidParams: { name: expect.any(String) },
    });
  });

  it('are liked and disliked', async () => {
    await client.videos.rate(video.uuid, 'like');
    expect((await client.videos.get(video.uuid)).likes).toBe(1);
    await client.videos.rate(video.uuid, 'none');
    expect((await client.videos.get(video.uuid)).likes).toBe(0);
  });

  it('open with a password, and their private HLS with the token that the password gets', async () => {
    const { uuid } = video;
    await client.videos.update(uuid, { privacy: 'password', videoPasswords: ['open sesame', 'second'] });
    expect(await failureOf(visitor.videos.get(uuid, { fresh: true }))).toMatchObject({
      code: 'video/password-required',
      status: (await isPeerTube8(visitor)) ? 401 : 403,
    });
    expect(await failureOf(visitor.videos.get(uuid, { password: 'wrong' }))).toMatchObject({
      code: 'video/password-incorrect',
    });
    expect((await client.videos.get(uuid)).uuid).toBe(uuid);
    const master = hlsUrlOf(await visitor.videos.get(uuid, { password: 'second' })) ?? '';
    expect((await fetch(master)).status).toBe((await isPeerTube8(visitor)) ? 401 : 403);
    const { token } = await visitor.videos.token(uuid, { password: 'open sesame' });
    expect(await playHls(`${master}?videoFileToken=${token}&reinjectVideoFileToken=true`)).toBe(1000);
    expect((await client.videos.passwords(uuid)).map(({ password }) => password).sort()).toEqual([
      'open sesame',
      'second',
    ]);
    await client.videos.setPasswords(uuid, ['changed']);
    expect(await failureOf(visitor.videos.get(uuid, { password: 'second' }))).toMatchObject({
      code: 'video/password-incorrect',
    });
    expect((await visitor.videos.get(uuid, { password: 'changed' })).uuid).toBe(uuid);
  });

  it('are closed while private, and play with the file token of their owner', async () => {
    const { uuid } = video;
    await client.videos.update(uuid, { privacy: 'private' });
    expect(await failureOf(visitor.videos.get(uuid, { fresh: true }))).toMatchObject({
      code: 'video/private',
      status: 401,
    });
    const master = hlsUrlOf(await client.videos.get(uuid)) ?? '';
    const { token, expires } = await client.videos.token(uuid);
    expect(Date.parse(expires)).toBeGreaterThan(Date.now());
    expect(await playHls(`${master}?videoFileToken=${token}&reinjectVideoFileToken=true`)).toBe(1000);
    expect((await fetch(`${master}?videoFileToken=${randomUUID()}`)).status).toBe(403);
    await client.videos.update(uuid, { privacy: 'public' });
    expect(await playHls(hlsUrlOf(await visitor.videos.get(uuid, { fresh: true })) ?? '')).toBe(1000);
  });

  it('give a file token to a session only: nothing is asked that PeerTube would answer with a 500', async () => {
    expect((await client.videos.token(video.uuid)).token).not.toBe('');
    expect(await failureOf(visitor.videos.token(video.uuid))).toMatchObject({ code: 'auth/not-signed-in' });
  });

  it('get another file where the instance allows it, and say so where it does not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'piyakast-live-'));
    try {
      const other = await makeClip(join(folder, 'other.mp4'), { seconds: 9, pattern: 'smptebars' });
      const replacing = client.uploads.replaceFile(video.uuid, await fileSource(other)).done;
      if (await client.supports('replace-file')) {
        expect((await replacing).size).toBe((await readFile(other)).length);
        await client.uploads.waitUntilPlayable(video.uuid, { timeoutMs: PLAYABLE_MS });
        expect((await client.videos.get(video.uuid, { fresh: true })).duration).toBe(9);
      } else {
        expect(await failureOf(replacing)).toMatchObject({ code: 'config/unsupported' });
        expect((await client.videos.get(video.uuid)).duration).toBe(6);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('are deleted once', async () => {
    await client.videos.delete(video.uuid);
    expect(await failureOf(client.videos.get(video.uuid))).toMatchObject({ code: 'video/not-found' });
    expect(await failureOf(client.videos.delete(video.uuid))).toMatchObject({ code: 'video/not-found', status: 404 });
  });
});
