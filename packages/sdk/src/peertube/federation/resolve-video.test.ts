import { describe, expect, it } from 'vitest';

import { uploaded } from '../../test-support/uploaded.js';
import { filesOf } from '../videos/playback/files-of.js';
import { twoInstances } from './test-support/two-instances.js';

const uuid = '497e7172-049f-494b-bb83-8cebe48fc024';

describe('federation.resolveVideo() (promise 77)', () => {
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
});
