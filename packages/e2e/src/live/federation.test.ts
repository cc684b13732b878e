import {
  filesOf,
  hlsUrlOf,
  type PeerTubeClient,
  type PeerTubeVideoDetails,
  parsePeerTubeUrl,
  watchUrl,
} from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, createdVideos, instance, signedIn } from './instance.js';
import { failureOf, ownVideo, playHls } from './own-video.js';
import { until } from './until.js';

/** A watch address on another instance, which the one under test may fetch. Without it, a video of the instance itself. */
const REMOTE = process.env.PEERTUBE_REMOTE_VIDEO_URL;

describe('a video found by its address on the real instance', () => {
  let client: PeerTubeClient;
  let address: string;
  let own: PeerTubeVideoDetails | undefined;
  const visitor = clientOf();
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
    own = REMOTE ? undefined : await ownVideo(client, created);
    address = REMOTE ?? watchUrl(instance.url, own?.shortUUID ?? '');
  });
  afterAll(() => created.removeAll());

  it('is resolved by watch and embed address, and played through this instance', async () => {
    const found = await client.federation.resolveVideo(address);
    if (!found) throw new Error(`${address} is not known to the instance, and it may not fetch it.`);
    expect(found.isLocal).toBe(REMOTE === undefined);
    const { origin } = parsePeerTubeUrl(address) ?? { origin: '' };
    for (const path of [`w/${found.shortUUID}`, `videos/watch/${found.uuid}`, `videos/embed/${found.shortUUID}`]) {
      expect((await client.federation.resolveVideo(`${origin}/${path}`))?.uuid).toBe(found.uuid);
    }
    expect((await client.federation.resolveVideo(watchUrl(instance.url, found.uuid)))?.uuid).toBe(found.uuid);
    const video = await client.videos.get(found.uuid);
    expect(new URL(video.embedUrl).origin).toBe(instance.url);
    const hls = hlsUrlOf(video);
    if (hls !== undefined) expect(await playHls(hls)).toBe(1000);
    const [file] = filesOf(video);
    const range = await fetch(file?.fileUrl ?? '', { headers: { range: 'bytes=0-99' } });
    expect(range.status).toBe(206);
    for (const { url } of video.thumbnails) expect((await fetch(url)).headers.get('content-type')).toMatch(/^image\//);
  });

  it('is found by a visitor too, once it is known', async () => {
    const known = await client.federation.resolveVideo(address);
    expect((await visitor.federation.resolveVideo(address))?.uuid).toBe(known?.uuid);
  });

  it('has a channel that is found by handle and by address, followed, and left', async () => {
    const { channel } = (await client.federation.resolveVideo(address)) ?? {};
    if (!channel) throw new Error('The video has no channel.');
    const handle = `${channel.name}@${channel.host}`;
    const { origin } = parsePeerTubeUrl(address) ?? { origin: '' };
    for (const text of [handle, `@${handle}`, `${origin}/c/${channel.name}/videos`]) {
      expect(await client.federation.resolveChannel(text)).toMatchObject({ name: channel.name, host: channel.host });
    }
    expect((await visitor.federation.resolveChannel(handle))?.name).toBe(channel.name);
    const isFollowed = async () =>
      (await client.federation.followed({ count: 100 })).data.some(
        ({ name, host }) => name === channel.name && host === channel.host,
      );
    const before = await isFollowed();
    await client.federation.follow(handle);
    await until('the follow', isFollowed);
    await client.federation.unfollow(handle);
    expect(await isFollowed()).toBe(false);
    expect(await failureOf(client.federation.unfollow(handle))).toMatchObject({ code: 'channel/not-found' });
    if (before) await client.federation.follow(handle);
  });

  it('is nothing where there is nothing, and never something that only resembles it', async () => {
    const nothing = '00000000-0000-4000-8000-000000000000';
    expect(await client.federation.resolveVideo(watchUrl(instance.url, nothing))).toBeUndefined();
    expect(await client.federation.resolveVideo(`https://nowhere.invalid/w/${nothing}`)).toBeUndefined();
    expect(await client.federation.resolveVideo(own?.name ?? 'video')).toBeUndefined();
    expect(await client.federation.resolveChannel('nobody@nowhere.invalid')).toBeUndefined();
    const [channel] = await client.channels.list();
    expect(await client.federation.resolveChannel((channel?.name ?? '').slice(0, -1))).toBeUndefined();
    expect(await failureOf(client.federation.follow('no-handle'))).toMatchObject({
      code: 'http/bad-request',
      invalidParams: { uri: expect.any(String) },
    });
    expect(await failureOf(visitor.federation.followed())).toMatchObject({ code: 'auth/not-signed-in' });
  });
});
