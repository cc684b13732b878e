import { federate } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { uploaded } from '../../test-support/uploaded.js';
import { filesOf } from '../videos/playback/files-of.js';
import { canonicalVideoUrl, handleOf } from './handles.js';

const uuid = '497e7172-049f-494b-bb83-8cebe48fc024';
const short = 'a5nscLK7xBKwQ2m13QiDV7';

async function twoInstances() {
  const home = fakeInstance({ url: 'http://home.test', accounts: [{ username: 'admin', role: 0 }] });
  const far = fakeInstance({ url: 'http://far.test', accounts: [{ username: 'far' }] });
  federate(home.fake, far.fake);
  const [here, there] = await Promise.all([home.signedIn(), far.signedIn()]);
  const video = await uploaded(far, there, { name: 'Far away' });
  return { home, far, here, there, video, visitor: home.client() };
}

describe('canonicalVideoUrl()', () => {
  it.each([`/w/${short}`, `/w/${uuid}`, `/videos/watch/${short}?start=1m`, `/videos/embed/${uuid}?api=1`])(
    'is what instances call a video among each other: %s',
    (path) => {
      expect(canonicalVideoUrl(`https://far.test${path}`)).toBe(`https://far.test/videos/watch/${uuid}`);
    },
  );

  it('leaves other addresses alone', () => {
    const other = 'https://owncast.test/federation/user/x';
    expect(canonicalVideoUrl(other)).toBe(other);
    expect(canonicalVideoUrl('https://far.test/w/abc')).toBe('https://far.test/videos/watch/abc');
  });
});

describe('handleOf()', () => {
  it.each([
    ['@news@far.test', 'news@far.test'],
    ['news@far.test', 'news@far.test'],
    ['https://far.test/c/news/videos', 'news@far.test'],
    ['https://far.test:8443/video-channels/news', 'news@far.test:8443'],
    ['news', 'news'],
    ['https://far.test/@news', 'news@far.test'],
    ['https://far.test/c/k-pop_news.kr', 'k-pop_news.kr@far.test'],
    ['https://home.test/c/news@far.test:8443/videos', 'news@far.test:8443'],
    ['https://far.test/a/news', 'https://far.test/a/news'],
  ])('reads %s', (text, handle) => {
    expect(handleOf(text)).toBe(handle);
  });
});

describe('resolving (promise 77)', () => {
  it('finds a remote video by watch, short and embed address, and its files where it lives', async () => {
    const { here, video } = await twoInstances();
    for (const path of [`w/${video.shortUUID}`, `w/${video.uuid}`, `videos/embed/${video.uuid}`]) {
      const found = await here.federation.resolveVideo(`http://far.test/${path}`);
      expect(found).toMatchObject({ uuid: video.uuid, isLocal: false });
    }
    const details = await here.videos.get(video.uuid);
    expect(filesOf(details).map((file) => new URL(file.fileUrl).host)).toEqual(['far.test']);
    expect(details.embedUrl).toBe(`http://home.test/videos/embed/${video.uuid}`);
  });

  it('lets a visitor find what is known, and play it once the instance follows the other', async () => {
    const { here, visitor, video } = await twoInstances();
    const address = `http://far.test/w/${video.shortUUID}`;
    expect(await visitor.federation.resolveVideo(address)).toBeUndefined();
    await here.federation.resolveVideo(address);
    expect(await visitor.federation.resolveVideo(address)).toMatchObject({ uuid: video.uuid });
    await expect(visitor.videos.get(video.uuid)).rejects.toMatchObject({
      code: 'video/private',
      serverCode: 'does_not_respect_follow_constraints',
    });
    await here.federation.followInstances(['far.test']);
    expect((await visitor.videos.get(video.uuid)).name).toBe('Far away');
    await here.federation.unfollowInstance('far.test');
    await expect(here.federation.unfollowInstance('far.test')).rejects.toMatchObject({ code: 'http/not-found' });
  });

  it('still finds a known video and channel for a signed-in user while the other instance is away', async () => {
    const { here, far, video } = await twoInstances();
    const address = `http://far.test/w/${video.uuid}`;
    const channel = `far_channel@far.test`;
    await here.federation.resolveVideo(address);
    far.fake.faults.set({ down: true });
    expect(await here.federation.resolveVideo(address)).toMatchObject({ uuid: video.uuid });
    expect(await here.federation.resolveChannel(channel)).toMatchObject({ host: 'far.test' });
    expect(await here.federation.resolveVideo(`http://far.test/w/${uuid}`)).toBeUndefined();
  });

  it("finds by the instance's own pages what lives on it, and what it knows of another", async () => {
    const { far, here, there, video } = await twoInstances();
    const found = await there.federation.resolveVideo(`http://far.test/w/${video.shortUUID}`);
    expect(found).toMatchObject({ uuid: video.uuid, isLocal: true });
    const page = `http://home.test/w/${video.uuid}`;
    expect(await here.federation.resolveVideo(page)).toBeUndefined();
    await here.federation.resolveVideo(`http://far.test/w/${video.uuid}`);
    expect(await here.federation.resolveVideo(page)).toMatchObject({ uuid: video.uuid, isLocal: false });
    const secret = await uploaded(far, there, { privacy: 'private' }, 2);
    await expect(far.client().federation.resolveVideo(`http://far.test/w/${secret.uuid}`)).rejects.toMatchObject({
      code: 'video/private',
    });
  });

  it('finds a channel by handle and by address, and never by a text that only resembles it', async () => {
    const { here, far } = await twoInstances();
    for (const handle of ['far_channel@far.test', '@far_channel@far.test', 'http://far.test/c/far_channel']) {
      expect(await here.federation.resolveChannel(handle)).toMatchObject({ name: 'far_channel', host: 'far.test' });
    }
    expect(await here.federation.resolveChannel('admin_channel')).toMatchObject({ host: 'home.test' });
    expect(await here.federation.resolveChannel('admin')).toBeUndefined();
    expect(await here.federation.resolveChannel('nobody@far.test')).toBeUndefined();
    expect(await here.federation.resolveVideo('Far away')).toBeUndefined();
    expect(far.asked().filter((entry) => entry.includes('search'))).toEqual([]);
  });
});

describe('following a channel', () => {
  it('shows in the list until it ends, and a second end is told', async () => {
    const { here } = await twoInstances();
    await here.federation.follow('@far_channel@far.test');
    await here.federation.follow('nobody@far.test');
    const { data } = await here.federation.followed();
    expect(data.map(({ name, host }) => `${name}@${host}`)).toEqual(['far_channel@far.test']);
    await here.federation.unfollow('http://far.test/c/far_channel');
    expect((await here.federation.followed()).total).toBe(0);
    await expect(here.federation.unfollow('far_channel@far.test')).rejects.toMatchObject({
      code: 'channel/not-found',
      status: 404,
    });
    await expect(here.federation.follow('nobody')).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { uri: 'Should have a valid URI to follow (username@domain).' },
    });
  });
});

describe('what only administrators may', () => {
  it('lists jobs by state and type, and follows instances; others are refused by a clear error', async () => {
    const { far, here, there, video } = await twoInstances();
    expect((await here.jobs.list()).data).toEqual([]);
    far.fake.addAccount({ username: 'boss', password: 'the password of the boss', role: 0 });
    const boss = far.client();
    await boss.auth.signIn({ username: 'boss', password: 'the password of the boss' });
    const { total, data } = await boss.jobs.list({ state: 'completed', jobType: 'video-transcoding', count: 5 });
    expect([total, data[0]]).toMatchObject([1, { state: 'completed', data: { videoUUID: video.uuid } }]);
    expect((await boss.jobs.list({ state: 'failed' })).total).toBe(0);
    await expect(boss.jobs.list({ state: 'nothing' })).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { state: 'Invalid value' },
    });
    const refused = [there.jobs.list(), there.federation.followInstances(['home.test'])];
    for (const call of [...refused, there.federation.unfollowInstance('home.test')]) {
      await expect(call).rejects.toMatchObject({ code: 'http/forbidden', status: 403 });
    }
  });
});
