import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeerTubeClient } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClip, makePicture } from '../support/clips.js';
import { createdVideos, isPeerTube8, ownChannelId, signedIn } from './instance.js';
import { intercepted } from './intercepted.js';
import { makeOddFile, type OddFile } from './odd-files.js';
import { failureOf } from './own-video.js';

describe('files of every kind on the real instance', () => {
  let folder: string;
  let client: PeerTubeClient;
  let channelId: number;
  let clip: string;
  const { fetch, transcript } = intercepted((request, pass) => pass(request));
  const created = createdVideos(() => client);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'piyakast-live-'));
    client = await signedIn({ fetch });
    channelId = await ownChannelId(client);
    clip = await makeClip(join(folder, 'clip.mp4'), { seconds: 2 });
  });
  afterAll(async () => {
    await created.removeAll();
    await rm(folder, { recursive: true, force: true });
  });

  it.each<OddFile>(['film.wmv', 'song.wma', 'film.mpg', 'film.vob', 'cut.ts', 'junk.mp3', 'skip.mov'])(
    'takes %s, announced as what PeerTube takes, and looks at it no stricter than PeerTube',
    async (file) => {
      const name = `odd ${randomUUID()}`;
      const source = await fileSource(await makeOddFile(folder, file));
      const { uuid } = await client.uploads.upload(source, { name, channelId, privacy: 'private' }).done;
      created.add(uuid);
      expect((await client.videos.source(uuid)).inputFilename).toMatch(new RegExp(`${file.replace(/^\w+/, '')}$`));
      expect((await client.videos.get(uuid)).duration).toBeGreaterThan(0);
    },
  );

  it('refuses a kind that the instance does not list before it is announced', async () => {
    expect((await client.config.get()).video.file.extensions).not.toContain('.opus');
    const before = transcript.length;
    const source = await fileSource(await makeOddFile(folder, 'voice.opus'));
    const upload = client.uploads.upload(source, { name: `odd ${randomUUID()}`, channelId });
    expect(await failureOf(upload.done)).toMatchObject({ code: 'upload/unsupported-type', retryable: false });
    expect(transcript.slice(before)).toEqual([]);
  });

  it('looks at a picture before the first byte: broken, empty, too large, or without a type', async () => {
    const { size } = (await client.config.get()).video.image;
    const picture = new Uint8Array(await (await makePicture()).arrayBuffer());
    const tooLarge = new Uint8Array(size.max + 1);
    tooLarge.set(picture);
    const refused: [string, Blob][] = [
      ['no picture', new Blob(['no picture at all'], { type: 'image/jpeg' })],
      ['empty', new Blob([], { type: 'image/png' })],
      ['too large', new Blob([tooLarge], { type: 'image/jpeg' })],
    ];
    const before = transcript.length;
    for (const [what, thumbnail] of refused) {
      const options = { name: `picture ${randomUUID()}`, channelId, thumbnail };
      const failure = await failureOf(client.uploads.upload(await fileSource(clip), options).done);
      expect(failure, what).toMatchObject({ code: expect.stringMatching(/^upload\//), field: 'thumbnail' });
    }
    expect(transcript.slice(before)).toEqual([]);

    const name = `picture ${randomUUID()}`;
    const options = { name, channelId, privacy: 'private', thumbnail: new Blob([picture]) } as const;
    const { uuid } = await client.uploads.upload(await fileSource(clip), options).done;
    created.add(uuid);
    const [thumbnail] = (await client.videos.get(uuid)).thumbnails;
    expect((await globalThis.fetch(thumbnail?.url ?? '')).headers.get('content-type')).toMatch(/^image\//);
  });

  it('keeps a name as macOS writes it: 60 decomposed syllables, composed and found again', async () => {
    const key = randomUUID();
    // No two runs have the same name.
    const tail = randomUUID().slice(0, 8);
    const composed = `${'한글이름입니다'.repeat(9).slice(0, 51)} ${tail}`;
    expect(composed).toHaveLength(60);
    const name = composed.normalize('NFD');
    expect(name.length).toBeGreaterThan(120);
    const upload = async () =>
      client.uploads.upload(await fileSource(clip), { name, channelId, key, privacy: 'private' }).done;
    const { uuid } = await upload();
    created.add(uuid);
    expect((await client.videos.get(uuid)).name).toBe(composed);
    for (const search of [composed, name]) {
      expect((await client.account.videos({ search })).data.map((video) => video.uuid)).toEqual([uuid]);
    }
    // The record is in memory only: another client finds the video by its name.
    const again = (await signedIn()).uploads.upload(await fileSource(clip), { name, channelId, key });
    expect((await again.done).uuid).toBe(uuid);
  });

  it('takes a password of 99 characters, and refuses one of 100 before anything is sent', async () => {
    const options = { channelId, privacy: 'password' } as const;
    const before = transcript.length;
    const long = client.uploads.upload(await fileSource(clip), {
      ...options,
      name: `password ${randomUUID()}`,
      videoPasswords: ['x'.repeat(100)],
    });
    expect(await failureOf(long.done)).toMatchObject({ field: 'videoPasswords' });
    expect(transcript.slice(before)).toEqual([]);
    const videoPasswords = ['x'.repeat(99)];
    const name = `password ${randomUUID()}`;
    const { uuid } = await client.uploads.upload(await fileSource(clip), { ...options, name, videoPasswords }).done;
    created.add(uuid);
    expect((await client.videos.passwords(uuid)).map(({ password }) => password)).toEqual(videoPasswords);
    // Both document 100; 6.3.0 takes one less.
    const tooLong = 'x'.repeat((await isPeerTube8(client)) ? 101 : 100);
    const raw = { path: `/api/v1/videos/${uuid}`, method: 'PUT', auth: 'required' } as const;
    const refused = client.context.http.request({ ...raw, json: { privacy: 5, videoPasswords: [tooLong] } });
    expect(await failureOf(refused)).toMatchObject({ status: 400 });
  });
});
