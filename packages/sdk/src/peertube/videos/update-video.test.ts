import { tinyVideo } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';

const png = () => new Blob([tinyVideo(200)], { type: 'image/png' });

describe('videos.update()', () => {
  it('reads it by number, UUID and short UUID', async () => {
    const { visitor, video } = await withVideo();
    for (const id of [video.id, video.uuid, video.shortUUID])
      expect((await visitor.videos.get(id)).uuid).toBe(video.uuid);
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
});
