import { describe, expect, it } from 'vitest';
import { credentialsOf, fakeInstance } from '../../test-support/fake-instance.js';
import { uploaded } from '../../test-support/uploaded.js';

async function withVideo() {
  const instance = fakeInstance({ accounts: [{}, { username: 'other' }] });
  const client = await instance.signedIn();
  const video = await uploaded(instance, client);
  const other = instance.client();
  const account = instance.fake.accounts[1];
  await other.auth.signIn({ username: 'other', password: account?.password ?? '' });
  return { ...instance, client, other, visitor: instance.client(), video };
}

describe('statistics', () => {
  it('tell the owner alone what viewers did, and everybody how many watch now', async () => {
    const { clock, client, other, visitor, video } = await withVideo();
    const { duration } = await visitor.videos.get(video.uuid);
    let position = 0;
    const viewing = visitor.views.start(video.uuid, { position: () => position, duration });
    await clock.advance(5_000);
    position = duration;
    await clock.advance(5_000);
    expect(await visitor.stats.viewers(video.uuid)).toBe(1);
    await viewing.stop();
    await clock.advance(200_000);
    expect(await visitor.stats.viewers(video.uuid)).toBe(0);
    expect(await client.stats.overall(video.uuid)).toMatchObject({
      totalViewers: 1,
      viewersPeak: 1,
      totalWatchTime: duration,
    });
    const retention = await client.stats.retention(video.uuid);
    expect(retention).toHaveLength(duration + 1);
    expect(retention[0]).toEqual({ second: 0, retentionPercent: 100 });
    const { groupInterval, data } = await client.stats.timeSeries(video.uuid, 'viewers');
    expect(groupInterval).toMatch(/^\d+ \w+$/);
    expect(data.reduce((sum, { value }) => sum + value, 0)).toBe(1);
    await expect(other.stats.overall(video.uuid)).rejects.toMatchObject({ code: 'auth/forbidden' });
    await expect(visitor.stats.overall(video.uuid)).rejects.toMatchObject({ code: 'auth/not-signed-in' });
  });
});

describe('comments', () => {
  it('are added, answered, read and deleted, once', async () => {
    const { client, other, visitor, video } = await withVideo();
    const first = await other.comments.add(video.uuid, 'First');
    const answer = await client.comments.add(video.uuid, 'Thank you', { replyTo: first.id });
    const tree = await visitor.comments.thread(video.uuid, first.id);
    expect(tree).toMatchObject({ comment: { text: 'First', totalReplies: 1 }, totalChildren: 1 });
    expect(tree.children[0]?.comment).toMatchObject({ id: answer.id, inReplyToCommentId: first.id });
    await expect(other.comments.delete(video.uuid, answer.id)).rejects.toMatchObject({ code: 'auth/forbidden' });
    await client.comments.delete(video.uuid, first.id);
    expect((await visitor.comments.list(video.uuid)).data).toMatchObject([
      { isDeleted: true, text: '', account: null },
    ]);
    await expect(client.comments.delete(video.uuid, first.id)).rejects.toMatchObject({ code: 'http/conflict' });
    await expect(client.comments.add(video.uuid, '')).rejects.toMatchObject({
      invalidParams: { text: 'Invalid value' },
    });
    await client.videos.update(video.uuid, { commentsPolicy: 'disabled' });
    await expect(other.comments.add(video.uuid, 'Late')).rejects.toMatchObject({
      code: 'http/conflict',
      detail: 'Video comments are disabled for this video.',
    });
  });
});

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

describe('a channel', () => {
  it('has a picture, refuses an upper-case name, a taken one, and strangers', async () => {
    const { fetch, client, other } = await withVideo();
    await client.channels.create({ name: 'second', displayName: 'Second' });
    await client.channels.setAvatar('second', new Blob(['picture'], { type: 'image/png' }));
    const { avatars } = await client.channels.get('second');
    expect(avatars.map(({ width }) => width)).toEqual([48, 120, 600, 1500]);
    expect(await (await fetch(avatars[0]?.url ?? '')).text()).toBe('picture');
    const text = client.channels.setAvatar('second', new Blob(['no'], { type: 'text/plain' }));
    await expect(text).rejects.toMatchObject({ code: 'http/bad-request' });
    await expect(client.channels.create({ name: 'UPPER', displayName: 'x' })).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { name: 'Invalid value' },
    });
    await expect(other.channels.create({ name: 'second', displayName: 'x' })).rejects.toMatchObject({
      code: 'channel/name-taken',
    });
    await expect(other.channels.delete('second')).rejects.toMatchObject({ code: 'auth/forbidden' });
    await client.channels.delete('second');
    const [last] = await client.channels.list();
    await expect(client.channels.delete(last?.name ?? '')).rejects.toMatchObject({ code: 'http/conflict' });
  });

  it('lists its public videos', async () => {
    const { visitor, client, video } = await withVideo();
    const [channel] = await client.channels.list();
    const { data } = await visitor.channels.videos(channel?.name ?? '');
    expect(data.map(({ uuid }) => uuid)).toEqual([video.uuid]);
  });
});

describe('oEmbed and embedding on PeerTube 6', () => {
  it('answers for a watch and an embed address, smaller on demand, and names what is refused', async () => {
    const { fake, client, visitor, video } = await withVideo();
    const { html, width } = await visitor.videos.oEmbed(`${fake.url}/videos/embed/${video.uuid}`, { maxWidth: 300 });
    expect(html).toContain(`src="${fake.url}/videos/embed/${video.uuid}"`);
    expect(width).toBe(300);
    expect((await visitor.videos.oEmbed(video.shortUUID)).width).toBe(560);
    await expect(visitor.videos.oEmbed('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'video/not-found',
    });
    await client.videos.update(video.uuid, { privacy: 'private' });
    await expect(visitor.videos.oEmbed(video.uuid)).rejects.toMatchObject({ code: 'video/private' });
  });

  it('allows every site, and says that the rest is not there yet', async () => {
    const { client, visitor, video } = await withVideo();
    expect(await visitor.videos.isEmbedAllowed(video.uuid, 'site.example')).toBe(true);
    const unsupported = [
      client.videos.embedPrivacy(video.uuid),
      client.videos.setEmbedPrivacy(video.uuid, { policy: 2, domains: ['site.example'] }),
      client.videos.setPlayerSettings(video.uuid, { theme: 'lucide' }),
      client.account.sessions(),
    ];
    for (const call of unsupported) await expect(call).rejects.toMatchObject({ code: 'config/unsupported' });
  });
});
