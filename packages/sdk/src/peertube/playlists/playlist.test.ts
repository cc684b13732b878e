import { describe, expect, it } from 'vitest';
import { credentialsOf } from '../../test-support/fake-instance.js';
import { uploaded, withVideo } from '../../test-support/uploaded.js';

describe('playlists', () => {
  it('keep their videos in order, are moved, changed, shown and deleted', async () => {
    const { fake, clock, client, other, visitor, video } = await withVideo();
    const account = credentialsOf(fake).username;
    const second = await uploaded({ fake, clock }, client, {}, 2);
    const third = await uploaded({ fake, clock }, client, {}, 3);
    const { uuid } = await client.playlists.create({ displayName: 'Mine' });
    const added = await client.playlists.add(uuid, { videoId: video.uuid, startTimestamp: 1, stopTimestamp: 2 });
    await client.playlists.add(uuid, { videoId: second.id });
    await client.playlists.add(uuid, { videoId: third.id });
    const order = async () => (await client.playlists.videos(uuid)).data.map((element) => element.video?.uuid);
    await client.playlists.reorder(uuid, { startPosition: 3, insertAfterPosition: 0 });
    expect(await order()).toEqual([third.uuid, video.uuid, second.uuid]);
    await client.playlists.reorder(uuid, { startPosition: 1, insertAfterPosition: 3, count: 2 });
    expect(await order()).toEqual([second.uuid, third.uuid, video.uuid]);
    const { data } = await client.playlists.videos(uuid);
    expect(data[2]).toMatchObject({ id: added.id, position: 3, startTimestamp: 1, stopTimestamp: 2 });
    await expect(client.playlists.reorder(uuid, { startPosition: 9, insertAfterPosition: 0 })).rejects.toMatchObject({
      code: 'http/bad-request',
    });
    await expect(visitor.playlists.get(uuid)).rejects.toMatchObject({ code: 'http/unauthorized' });
    await expect(other.playlists.update(uuid, { displayName: 'Theirs' })).rejects.toMatchObject({
      code: 'http/forbidden',
    });
    const [channel] = await client.channels.list();
    const shared = { privacy: 'public', videoChannelId: channel?.id ?? 0, description: 'For all' } as const;
    await client.playlists.update(uuid, shared);
    expect(await visitor.playlists.get(uuid)).toMatchObject({
      displayName: 'Mine',
      description: 'For all',
      videosLength: 3,
    });
    const thumbnail = new Blob(['a picture'], { type: 'image/png' });
    await client.playlists.update(uuid, { thumbnail });
    const [picture] = (await client.playlists.get(uuid)).thumbnails;
    expect(await (await fake.fetch(new Request(picture?.url ?? ''))).text()).toBe('a picture');
    await client.playlists.updateElement(uuid, added.id, { startTimestamp: 30, stopTimestamp: null });
    expect((await client.playlists.videos(uuid)).data[2]).toMatchObject({ startTimestamp: 30, stopTimestamp: null });
    await expect(client.playlists.updateElement(uuid, 99, {})).rejects.toMatchObject({ code: 'http/not-found' });
    await client.playlists.update(uuid, { description: '' });
    expect(await visitor.playlists.get(uuid)).toMatchObject({ description: null, privacy: { id: 1 } });
    expect((await visitor.playlists.list(account)).data.map((one) => one.uuid)).toEqual([uuid]);
    await client.playlists.remove(uuid, added.id);
    expect(await order()).toEqual([second.uuid, third.uuid]);
    await expect(client.playlists.remove(uuid, added.id)).rejects.toMatchObject({ code: 'http/not-found' });
    await client.playlists.delete(uuid);
    await expect(client.playlists.get(uuid)).rejects.toMatchObject({ code: 'http/not-found' });
  });
});
