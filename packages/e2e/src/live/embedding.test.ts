import { randomUUID } from 'node:crypto';
import type { PeerTubeClient, PeerTubeVideoDetails } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, createdVideos, signedIn } from './instance.js';
import { failureOf, ownVideo } from './own-video.js';

describe('embedding a video of the real instance', () => {
  let client: PeerTubeClient;
  let video: PeerTubeVideoDetails;
  const visitor = clientOf();
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
    video = await ownVideo(client, created);
  });
  afterAll(() => created.removeAll());

  it('has an oEmbed answer by address, embed address and id, as small as asked for', async () => {
    for (const text of [video.url, video.embedUrl, video.uuid, video.shortUUID]) {
      const answer = await visitor.videos.oEmbed(text);
      expect(answer).toMatchObject({ type: 'video', title: video.name, width: 560, height: 315 });
      expect(answer.html).toContain(`/videos/embed/`);
    }
    const small = await visitor.videos.oEmbed(video.embedUrl, { maxWidth: 300, maxHeight: 200 });
    expect(small).toMatchObject({ width: 300, height: 200 });
    expect(small.thumbnail_url).toBeUndefined();
  });

  it('has none for an unknown, foreign or private video', async () => {
    expect(await failureOf(visitor.videos.oEmbed(randomUUID()))).toMatchObject({ code: 'video/not-found' });
    const foreign = visitor.videos.oEmbed(`https://elsewhere.invalid/w/${video.uuid}`);
    expect(await failureOf(foreign)).toMatchObject({ code: 'http/bad-request', status: 400 });
    await client.videos.update(video.uuid, { privacy: 'private' });
    expect(await failureOf(visitor.videos.oEmbed(video.uuid))).toMatchObject({ code: 'video/private', status: 403 });
    await client.videos.update(video.uuid, { privacy: 'public' });
  });

  it('may be asked for by every site, or by those that its owner names, where the instance knows that', async () => {
    const site = 'site.example';
    const calls = {
      read: () => client.videos.embedPrivacy(video.uuid),
      write: () => client.videos.setEmbedPrivacy(video.uuid, { policy: 2, domains: [site] }),
    };
    expect(await visitor.videos.isEmbedAllowed(video.uuid, site)).toBe(true);
    if (await client.supports('embed-privacy')) {
      expect(await calls.read()).toMatchObject({ policy: { id: 1 }, domains: [] });
      await calls.write();
      expect(await calls.read()).toMatchObject({ policy: { id: 2 }, domains: [site] });
      expect((await visitor.videos.get(video.uuid, { fresh: true })).embedPrivacyPolicy?.id).toBe(2);
      expect(await visitor.videos.isEmbedAllowed(video.uuid, 'other.example')).toBe(false);
      expect(await visitor.videos.isEmbedAllowed(video.uuid, site)).toBe(true);
      expect(await failureOf(visitor.videos.embedPrivacy(video.uuid))).toMatchObject({ code: 'auth/not-signed-in' });
      await client.videos.setEmbedPrivacy(video.uuid, { policy: 1, domains: [] });
      expect(await visitor.videos.isEmbedAllowed(video.uuid, 'other.example')).toBe(true);
      return;
    }
    for (const call of [calls.read, calls.write]) {
      const failure = await failureOf(call());
      expect(failure).toMatchObject({ code: 'config/unsupported' });
      expect(failure.message).toContain('Check the version');
    }
  });

  it('looks in the player of PeerTube as its owner chose, where the instance knows that', async () => {
    const calls = {
      read: () => client.videos.playerSettings(video.uuid, { raw: true }),
      write: () => client.videos.setPlayerSettings(video.uuid, { theme: 'galaxy' }),
    };
    if (await client.supports('player-settings')) {
      expect(await calls.read()).toMatchObject({ theme: 'channel-default' });
      await calls.write();
      expect(await calls.read()).toMatchObject({ theme: 'galaxy' });
      expect(await visitor.videos.playerSettings(video.uuid)).toMatchObject({ theme: 'galaxy' });
      return;
    }
    for (const call of [calls.read, calls.write]) {
      expect(await failureOf(call())).toMatchObject({ code: 'config/unsupported' });
    }
  });
});
