import { randomUUID } from 'node:crypto';
import type { PeerTubeClient, PeerTubeVideoDetails } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePicture } from '../support/clips.js';
import { clientOf, createdVideos, signedIn } from './instance.js';
import { failureOf, ownVideo } from './own-video.js';

describe('channels, playlists and comments on the real instance', () => {
  let client: PeerTubeClient;
  let videos: PeerTubeVideoDetails[];
  const visitor = clientOf();
  const created = createdVideos(() => client);
  // A name can never be used again, so it has to be a new one each time.
  const name = `test.${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const undo: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    client = await signedIn();
    videos = [await ownVideo(client, created), await ownVideo(client, created), await ownVideo(client, created)];
  });
  afterAll(async () => {
    for (const step of undo.reverse()) await step();
    await created.removeAll();
  });

  it('a channel is made, changed, shown with its picture, and deleted for ever', async () => {
    const { id } = await client.channels.create({ name, displayName: 'Test channel', description: 'Of a test' });
    let isThere = true;
    undo.push(async () => isThere && client.channels.delete(name));
    expect((await client.channels.list()).map((channel) => channel.id)).toContain(id);
    await client.channels.update(name, { displayName: 'Renamed', description: null, support: 'Support us' });
    expect(await visitor.channels.get(name)).toMatchObject({
      ...{ id, displayName: 'Renamed', description: null, support: 'Support us' },
      isLocal: true,
    });
    const picture = await fetch(videos[0]?.thumbnails[0]?.url ?? '');
    await client.channels.setAvatar(name, new Blob([await picture.arrayBuffer()], { type: 'image/jpeg' }));
    const { avatars } = await client.channels.get(name);
    expect(avatars.length).toBeGreaterThan(0);
    for (const avatar of avatars) {
      expect(avatar.width).toBeGreaterThan(0);
      expect((await fetch(avatar.url)).headers.get('content-type')).toMatch(/^image\//);
    }
    expect(await failureOf(client.channels.setAvatar(name, new Blob(['no'], { type: 'text/plain' })))).toMatchObject({
      code: 'http/bad-request',
    });
    expect((await visitor.channels.videos(name)).data).toEqual([]);
    await client.channels.delete(name);
    isThere = false;
    expect(await failureOf(client.channels.get(name))).toMatchObject({ code: 'channel/not-found', status: 404 });
    expect(await failureOf(client.channels.delete(name))).toMatchObject({ code: 'channel/not-found' });
    expect(await failureOf(client.channels.create({ name, displayName: 'Again' }))).toMatchObject({
      code: 'channel/name-taken',
      status: 409,
    });
  });

  it("a channel's name has no capitals, and the last channel stays", async () => {
    expect(await failureOf(client.channels.create({ name: 'UPPER', displayName: 'No' }))).toMatchObject({
      code: 'http/bad-request',
      invalidParams: { name: expect.any(String) },
    });
    const channels = await client.channels.list({ fresh: true });
    const [first] = channels;
    if (channels.length === 1 && first) {
      expect(await failureOf(client.channels.delete(first.name))).toMatchObject({ code: 'http/conflict' });
    }
    const shown = await visitor.channels.videos(first?.name ?? '', { count: 100 });
    expect(shown.data.map(({ uuid }) => uuid)).toEqual(expect.arrayContaining(videos.map(({ uuid }) => uuid)));
  });

  it('a playlist keeps its order, is moved, changed, shared and deleted', async () => {
    const { uuid } = await client.playlists.create({ displayName: 'Test playlist' });
    let isThere = true;
    undo.push(async () => isThere && client.playlists.delete(uuid));
    const [one, two, three] = videos;
    const first = await client.playlists.add(uuid, { videoId: one?.uuid ?? '', startTimestamp: 1, stopTimestamp: 3 });
    await client.playlists.add(uuid, { videoId: two?.id ?? 0 });
    await client.playlists.add(uuid, { videoId: three?.uuid ?? '' });
    const order = async () => (await client.playlists.videos(uuid)).data.map((element) => element.video?.uuid);
    expect(await order()).toEqual([one?.uuid, two?.uuid, three?.uuid]);
    await client.playlists.reorder(uuid, { startPosition: 3, insertAfterPosition: 0 });
    expect(await order()).toEqual([three?.uuid, one?.uuid, two?.uuid]);
    await client.playlists.reorder(uuid, { startPosition: 1, insertAfterPosition: 3, count: 2 });
    expect(await order()).toEqual([two?.uuid, three?.uuid, one?.uuid]);
    expect((await client.playlists.videos(uuid)).data[2]).toMatchObject({
      ...{ id: first.id, position: 3, startTimestamp: 1, stopTimestamp: 3 },
    });
    await client.playlists.updateElement(uuid, first.id, { startTimestamp: 2, stopTimestamp: null });
    expect((await client.playlists.videos(uuid)).data[2]).toMatchObject({ startTimestamp: 2, stopTimestamp: null });
    const far = client.playlists.reorder(uuid, { startPosition: 9, insertAfterPosition: 0 });
    expect(await failureOf(far)).toMatchObject({ code: 'http/bad-request' });

    expect(await failureOf(visitor.playlists.get(uuid))).toMatchObject({ code: 'http/unauthorized' });
    const [channel] = await client.channels.list();
    await client.playlists.update(uuid, {
      ...{ displayName: 'Shared', description: 'For everyone', privacy: 'public' },
      videoChannelId: channel?.id ?? 0,
    });
    const [given] = (await visitor.playlists.get(uuid)).thumbnails;
    await client.playlists.update(uuid, { thumbnail: await makePicture() });
    const shared = await visitor.playlists.get(uuid);
    const [own] = shared.thumbnails;
    expect(own?.url).not.toBe(given?.url);
    expect((await fetch(own?.url ?? '')).headers.get('content-type')).toMatch(/^image\//);
    expect(shared).toMatchObject({ displayName: 'Shared', description: 'For everyone', videosLength: 3 });
    expect((await fetch(shared.embedUrl)).status).toBe(200);
    expect(await visitor.videos.oEmbed(shared.embedUrl)).toMatchObject({ title: 'Shared' });
    const { account } = await client.account.me();
    expect((await visitor.playlists.list(account.name)).data.map((playlist) => playlist.uuid)).toContain(uuid);
    await client.playlists.update(uuid, { description: null, privacy: 'private', videoChannelId: null });
    expect(await client.playlists.get(uuid)).toMatchObject({
      description: null,
      privacy: { id: 3 },
      displayName: 'Shared',
    });

    await client.playlists.remove(uuid, first.id);
    expect(await order()).toEqual([two?.uuid, three?.uuid]);
    expect(await failureOf(client.playlists.remove(uuid, first.id))).toMatchObject({ code: 'http/not-found' });
    await client.playlists.delete(uuid);
    isThere = false;
    expect(await failureOf(client.playlists.get(uuid))).toMatchObject({ code: 'http/not-found', status: 404 });
  });

  it('comments are added, answered, read as a tree, deleted once, and may be closed', async () => {
    const id = videos[0]?.uuid ?? '';
    const first = await client.comments.add(id, 'First *one*');
    const answer = await client.comments.add(id, 'Second', { replyTo: first.id });
    expect((await visitor.comments.list(id, { sort: '-createdAt' })).data).toMatchObject([
      {
        id: first.id,
        text: 'First *one*',
        totalReplies: 1,
        account: { name: (await client.account.me()).account.name },
      },
    ]);
    const tree = await visitor.comments.thread(id, first.id);
    expect(tree).toMatchObject({ totalChildren: 1, children: [{ comment: { id: answer.id, threadId: first.id } }] });
    await client.comments.delete(id, answer.id);
    expect(await failureOf(client.comments.delete(id, answer.id))).toMatchObject({ code: 'http/conflict' });
    await client.comments.delete(id, first.id);
    expect((await visitor.comments.list(id)).data).toMatchObject([{ isDeleted: true, text: '', account: null }]);
    await client.videos.update(id, { commentsPolicy: 'disabled' });
    expect(await failureOf(client.comments.add(id, 'Late'))).toMatchObject({ code: 'http/conflict', status: 409 });
    expect(await failureOf(visitor.comments.add(id, 'Nobody'))).toMatchObject({ code: 'auth/not-signed-in' });
  });
});
