import { audioFilesOf, filesOf, type PeerTubeClient, type PeerTubeVideoDetails, thumbnailOf } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, createdVideos, isPeerTube8, signedIn } from './instance.js';
import { failureOf, ownVideo, PLAYABLE_MS } from './own-video.js';
import { until } from './until.js';

describe('what PeerTube 8 adds to a video of the real instance', () => {
  let client: PeerTubeClient;
  let video: PeerTubeVideoDetails;
  let isNew: boolean;
  const visitor = clientOf();
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
    isNew = await isPeerTube8(client);
    video = await ownVideo(client, created);
  });
  afterAll(() => created.removeAll());

  it('a thumbnail is chosen by shape and width, in a list and in details', async () => {
    const [listed] = (await visitor.videos.list({ search: video.name, count: 1 })).data;
    for (const one of [video, listed]) {
      if (!one) throw new Error('the video is not listed');
      const small = thumbnailOf(one, { width: 280 });
      const large = thumbnailOf(one, { width: 1_000 });
      expect(small?.url).not.toBe(large?.url);
      expect((await fetch(small?.url ?? '')).headers.get('content-type')).toMatch(/^image\//);
      if (!isNew) continue;
      expect(small).toMatchObject({ width: 280, height: 157 });
      expect(large).toMatchObject({ width: 1280, height: 720 });
      const square = thumbnailOf(one, { width: 500, aspectRatio: 1 });
      expect(square?.width).toBe(square?.height);
    }
  });

  it('a file of the sound alone is no quality', async () => {
    const { transcoding } = await client.config.get();
    const isMade = transcoding.alwaysTranscodePodcastOptimizedAudio === true;
    expect(isMade && !isNew).toBe(false);
    const details = await until(
      'all files',
      async () => {
        const now = await visitor.videos.get(video.uuid, { fresh: true });
        return (!isMade || audioFilesOf(now).length > 0) && now;
      },
      { timeoutMs: PLAYABLE_MS, everyMs: 1_000 },
    );
    const files = filesOf(details);
    expect(files.length).toBeGreaterThan(0);
    for (const { resolution, hasVideo } of files) {
      expect(resolution.id).toBeGreaterThan(0);
      expect(hasVideo).not.toBe(false);
    }
    for (const { resolution, fileUrl } of audioFilesOf(details)) {
      expect(resolution.id).toBe(0);
      const range = await fetch(fileUrl, { headers: { range: 'bytes=0-99' } });
      expect([range.status, (await range.arrayBuffer()).byteLength]).toEqual([206, 100]);
    }
    expect(audioFilesOf(details)).toHaveLength(isMade ? 1 : 0);
  });

  it('says why it is not for everyone, or refuses what the instance would lose', async () => {
    const changes = { nsfw: true, nsfwFlags: 1, nsfwSummary: 'Fireworks at close range' };
    if (!(await client.supports('nsfw-flags'))) {
      expect(await failureOf(client.videos.update(video.uuid, changes))).toMatchObject({ code: 'config/unsupported' });
      expect((await client.videos.get(video.uuid, { fresh: true })).nsfw).toBe(false);
      return;
    }
    await client.videos.update(video.uuid, changes);
    expect(await visitor.videos.get(video.uuid, { fresh: true })).toMatchObject(changes);
    const found = async (filter: Parameters<typeof visitor.videos.list>[0]) =>
      (await visitor.videos.list({ search: video.name, nsfw: 'both', ...filter })).data;
    expect(await found({ nsfwFlagsIncluded: 1 })).toMatchObject([{ uuid: video.uuid, ...changes }]);
    expect(await found({ nsfwFlagsExcluded: 1, nsfw: 'false' })).toEqual([]);
    await client.videos.update(video.uuid, { nsfw: false, nsfwFlags: 0, nsfwSummary: null });
    expect(await visitor.videos.get(video.uuid, { fresh: true })).toMatchObject({ nsfw: false, nsfwFlags: 0 });
  });

  it('counts comments and downloads', async () => {
    await client.comments.add(video.uuid, 'First');
    const { comments, downloads } = await visitor.videos.get(video.uuid, { fresh: true });
    expect({ comments, downloads }).toEqual(isNew ? { comments: 1, downloads: 0 } : {});
  });
});
