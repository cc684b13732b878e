import { createSyntheticMedia } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { uploaded } from '../../test-support/uploaded.js';
import { audioFilesOf, filesOf } from '../videos/playback/files-of.js';
import { hlsUrlOf } from '../videos/playback/hls-url-of.js';
import { thumbnailOf } from '../videos/playback/thumbnail-of.js';

const SRT = '1\n00:00:00,500 --> 00:00:02,000\nHello\n';
const UNSUPPORTED = { code: 'config/unsupported' };

async function instanceOf(version: '6.3.0' | '8.2.1') {
  const accounts = [{ username: 'owner' }, { username: 'other' }];
  const instance = fakeInstance({ version, accounts, media: createSyntheticMedia() });
  const owner = await instance.signedIn();
  const other = instance.client();
  await other.auth.signIn({ username: 'other', password: instance.fake.accounts[1]?.password ?? '' });
  const [channel] = await owner.channels.list();
  const [foreign] = await other.channels.list();
  const request = { name: 'A live', channelId: channel?.id ?? 0, privacy: 'public' } as const;
  const soon = new Date(instance.clock.now() + 3_600_000).toISOString();
  return { ...instance, owner, other, visitor: instance.client(), request, foreign: foreign?.id ?? 0, soon };
}

describe.each(['6.3.0', '8.2.1'] as const)('on PeerTube %s', (version) => {
  const isEight = version === '8.2.1';

  // For a video see `refusal.test.ts`: the fake does not check the channel of an update.
  it('a channel that is unknown or of another account is named', async () => {
    const { owner, request, foreign } = await instanceOf(version);
    const refusal = { code: 'channel/not-found', field: 'channelId' };
    for (const channelId of [foreign, 999_999]) {
      await expect(owner.live.create({ ...request, channelId })).rejects.toMatchObject(refusal);
    }
  });

  it('a video that is not for everyone says so, and ends no session', async () => {
    const { owner, other, visitor, request } = await instanceOf(version);
    const { uuid } = await owner.live.create({ ...request, privacy: 'password', videoPasswords: ['sesame'] });
    for (const client of [other, visitor]) {
      await expect(client.videos.get(uuid)).rejects.toMatchObject({ code: 'video/password-required' });
      await expect(client.videos.get(uuid, { password: 'wrong' })).rejects.toMatchObject({
        code: 'video/password-incorrect',
      });
    }
    expect(await other.auth.session()).toBeDefined();
    expect((await visitor.videos.get(uuid, { password: 'sesame' })).uuid).toBe(uuid);
    await owner.videos.update(uuid, { privacy: 'private' });
    for (const client of [other, visitor]) {
      await expect(client.videos.get(uuid)).rejects.toMatchObject({ code: 'video/private' });
    }
    await expect(visitor.captions.list(uuid)).rejects.toMatchObject({ code: 'video/private' });
  });

  it('what is no live is a live that is not found', async () => {
    const instance = await instanceOf(version);
    const { uuid } = await uploaded(instance, instance.owner);
    await expect(instance.visitor.live.get(uuid)).rejects.toMatchObject({ code: 'live/not-found', status: 404 });
    await expect(instance.owner.live.sessions(uuid)).rejects.toMatchObject({ code: 'live/not-found', status: 404 });
  });

  it('qualities, the sound alone and thumbnails are told apart', async () => {
    const instance = await instanceOf(version);
    const { uuid } = await uploaded(instance, instance.owner);
    const video = await instance.visitor.videos.get(uuid);
    expect(filesOf(video).length).toBeGreaterThan(0);
    expect(filesOf(video).every(({ resolution }) => resolution.id > 0)).toBe(true);
    expect(audioFilesOf(video).length).toBe(isEight ? 1 : 0);
    expect(thumbnailOf(video)?.width).toBe(isEight ? 1280 : null);
    expect(thumbnailOf(video, { aspectRatio: 1 })?.width).toBe(isEight ? 1400 : null);
  });

  it('captions that change are followed by the master playlist that is read next', async () => {
    const instance = await instanceOf(version);
    const { uuid } = await uploaded(instance, instance.owner);
    const playlist = async () => hlsUrlOf(await instance.owner.videos.get(uuid)) ?? '';
    const before = await playlist();
    await instance.owner.captions.set(uuid, 'en', new Blob([SRT]));
    const after = await playlist();
    expect(after !== before).toBe(isEight);
    expect((await instance.fetch(after)).status).toBe(200);
    expect((await instance.fetch(before)).status).toBe(isEight ? 404 : 200);
  });

  it('a channel can be deleted in its first second', async () => {
    const { owner, clock } = await instanceOf(version);
    await owner.channels.create({ name: 'young', displayName: 'Young' });
    const deleted = owner.channels.delete('young');
    await clock.advance(6_000);
    await deleted;
    await expect(owner.channels.get('young')).rejects.toMatchObject({ code: 'channel/not-found' });
  });

  it('what is new in 8 works there, and is refused before anything is sent elsewhere', async () => {
    const { owner, visitor, request, soon } = await instanceOf(version);
    for (const feature of ['live-schedules', 'live-dvr', 'nsfw-flags', 'embed-privacy', 'token-sessions'] as const) {
      expect(await owner.supports(feature)).toBe(isEight);
    }
    const announced = { ...request, schedules: [{ startAt: soon }], dvrWindow: 600 };
    const { uuid } = await owner.live.create(isEight ? announced : request);
    if (!isEight) {
      await expect(owner.live.create(announced)).rejects.toMatchObject(UNSUPPORTED);
      await expect(owner.videos.update(uuid, { nsfwFlags: 1 })).rejects.toMatchObject(UNSUPPORTED);
      await expect(owner.videos.embedPrivacy(uuid)).rejects.toMatchObject(UNSUPPORTED);
      await expect(owner.videos.playerSettings(uuid)).rejects.toMatchObject(UNSUPPORTED);
      await expect(owner.account.sessions()).rejects.toMatchObject(UNSUPPORTED);
      expect(await visitor.videos.isEmbedAllowed(uuid, 'evil.example')).toBe(true);
      return;
    }
    expect(await owner.live.get(uuid)).toMatchObject({ schedules: [{ startAt: soon }], dvrWindow: 600 });
    const { data } = await visitor.videos.list({ includeScheduledLive: true });
    expect(data.find((video) => video.uuid === uuid)?.schedules).toEqual([{ startAt: soon }]);
    await owner.videos.update(uuid, { nsfw: true, nsfwFlags: 1, nsfwSummary: 'Fights' });
    expect(await owner.videos.get(uuid)).toMatchObject({ nsfwFlags: 1, nsfwSummary: 'Fights' });
    await owner.videos.setEmbedPrivacy(uuid, { policy: 2, domains: ['www.example'] });
    expect(await owner.videos.embedPrivacy(uuid)).toMatchObject({ policy: { id: 2 }, domains: ['www.example'] });
    expect(await visitor.videos.isEmbedAllowed(uuid, 'evil.example')).toBe(false);
    await owner.videos.setPlayerSettings(uuid, { theme: 'galaxy' });
    expect(await owner.videos.playerSettings(uuid)).toEqual({ theme: 'galaxy' });
    const sessions = await owner.account.sessions();
    expect(sessions.data.filter(({ currentSession }) => currentSession)).toHaveLength(1);
  });
});
