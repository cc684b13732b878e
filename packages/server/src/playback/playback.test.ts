import type { PlaybackSource, Privacy } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4, sha256 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from '../test-support/test-server.js';
import { createPlaybacks } from './playback.js';

describe.each(['6.3.0', '8.2.1'] as const)('playback from PeerTube %s', (version) => {
  let server: TestServer;
  const bytes = sampleMp4();

  beforeAll(async () => {
    server = await startTestServer({ sandbox: { version } });
  });
  afterAll(() => server.close());

  async function publish(name: string, privacy: Privacy, more: object = {}): Promise<string> {
    const id = await server.tus('alice').send({ bytes, metadata: { name, privacy, ...more } });
    const { videos } = server.client('alice');
    await until(`${name} at PeerTube`, async () => (await videos.get(id)).state === 'published');
    return id;
  }

  const kinds = ({ sources }: { sources: PlaybackSource[] }) => sources.map(({ kind }) => kind);

  function urlOf(sources: PlaybackSource[], kind: 'hls' | 'file'): string {
    const source = sources.find((one) => one.kind === kind);
    if (source === undefined || source.kind === 'peertube') throw new Error(`no source of the kind ${kind}`);
    return source.url;
  }

  async function download(url: string): Promise<string> {
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    return sha256(new Uint8Array(await answer.arrayBuffer()));
  }

  describe('a published video that PeerTube does not show to everyone', () => {
    const forms: [Privacy, object, Record<Who, number | 'plays'>][] = [
      ['private', {}, { stranger: 401, bob: 403, alice: 'plays', admin: 'plays', owner: 'plays' }],
      ['internal', {}, { stranger: 401, bob: 'plays', alice: 'plays', admin: 'plays', owner: 'plays' }],
      [
        'password',
        { videoPasswords: ['open sesame'] },
        { stranger: 403, bob: 403, alice: 'plays', admin: 'plays', owner: 'plays' },
      ],
    ];

    it('plays for a stranger who has the password, and shows by its code what is missing', async () => {
      const id = await publish('with a password', 'password', { videoPasswords: ['open sesame', 'another'] });
      const { videos } = server.client('stranger');
      await expect(videos.playback(id)).rejects.toMatchObject({ code: 'video/password-required' });
      await expect(videos.get(id)).rejects.toMatchObject({ code: 'video/password-required' });
      await expect(videos.playback(id, { password: 'Open Sesame' })).rejects.toMatchObject({
        code: 'video/password-incorrect',
      });
      for (const password of ['open sesame', 'another']) {
        expect(await videos.get(id, { password })).toMatchObject({ id, mine: false, problem: null });
        const { sources } = await videos.playback(id, { password });
        expect(await download(urlOf(sources, 'file'))).toBe(sha256(bytes));
      }
    });

    it('refuses guesses of a password after some, and the right one of its viewers is still taken', async () => {
      const id = await publish('guessed at', 'password', { videoPasswords: ['open sesame'] });
      const guess = (remoteAddress: string, word: string) =>
        server.app.inject({
          url: `/api/v1/videos/${id}/playback`,
          remoteAddress,
          headers: { 'x-peertube-video-password': word },
        });
      const statuses = [];
      for (let count = 0; count < 12; count++) statuses.push((await guess('192.0.2.1', `word ${count}`)).statusCode);
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 403), 429, 429]);
      expect((await guess('192.0.2.2', 'open sesame')).statusCode).toBe(200);
    });

    it.each(forms)('%s: plays for those who may see it, and for no one else', async (privacy, more, expected) => {
      const id = await publish(`a ${privacy} one`, privacy, more);
      for (const [who, outcome] of Object.entries(expected) as [Who, number | 'plays'][]) {
        const asked = server.client(who).videos.playback(id);
        if (outcome !== 'plays') {
          await expect(asked, who).rejects.toMatchObject({ status: outcome });
          continue;
        }
        const { sources, expiresAt, fileToken } = await asked;
        const address = urlOf(sources, 'file');
        expect(new URL(address).searchParams.get('videoFileToken')).toBe(fileToken);
        expect(Date.parse(expiresAt ?? '')).toBeGreaterThan(Date.now());
        expect(await download(address)).toBe(sha256(bytes));
        expect((await fetch(address.replace(/\?.*/, ''))).status).toBeGreaterThanOrEqual(401);
      }
    });

    it('gets a new token when PeerTube forgot the one before, as it does when it restarts', async () => {
      const id = await publish('outlives a token', 'private');
      const row = await server.services.videos.managed(id, { subject: 'alice', role: 'user' });
      let nowMs = 0;
      const { instances, mediaTokens } = server.services;
      const shared = createPlaybacks({
        instances,
        mediaTokens,
        addresses: () => ({ publicUrl: server.url, mediaUrl: server.url }),
        now: () => nowMs,
      });
      const first = await shared.ofVideo(row);
      expect((await shared.ofVideo(row)).fileToken).toBe(first.fileToken);
      server.sandbox.fake.fileTokens.clear();
      expect((await fetch(urlOf(first.sources, 'file'))).status).toBeGreaterThanOrEqual(401);
      nowMs = 10_000;
      const second = await shared.ofVideo(row);
      expect(second.fileToken).not.toBe(first.fileToken);
      expect(await download(urlOf(second.sources, 'file'))).toBe(sha256(bytes));
    });

    it('is looked up anew for a page whose address was refused or is gone', async () => {
      const id = await publish('moved while it was transcoded', 'private');
      const { videos } = server.client('alice');
      const first = await videos.playback(id);
      server.sandbox.fake.fileTokens.clear();
      const ask = async () => (await videos.playback(id, { fresh: true })).fileToken !== first.fileToken;
      await until('another token, sooner than answers are kept', ask, { timeoutMs: 6000 });
    });

    it('plays at the address of its local file and at its public address too, which did so before', async () => {
      const id = await publish('moved away', 'private');
      const headers = server.as('alice');
      for (const path of [`/media/${id}`, `/v/${id}`]) {
        const answer = await fetch(`${server.url}${path}`, { headers, redirect: 'manual' });
        expect(answer.status).toBe(302);
        expect(await download(answer.headers.get('location') ?? '')).toBe(sha256(bytes));
        expect((await fetch(`${server.url}${path}`, { redirect: 'manual' })).status).toBe(401);
      }
    });

    it('leads the owner of a private live nowhere while it is not on air', async () => {
      const { id } = await server.client('alice').streams.create({ name: 'not yet', privacy: 'private' });
      const answer = await fetch(`${server.url}/v/${id}`, { headers: server.as('alice'), redirect: 'manual' });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: 'live/not-found' });
    });

    it('says that PeerTube is away when PeerTube has the only copy', async () => {
      const id = await publish('out of reach', 'private');
      server.sandbox.faults.set({ down: true });
      await expect(server.client('alice').videos.playback(id)).rejects.toMatchObject({ retryable: true });
      server.sandbox.faults.clear();
      await until('the playback', () =>
        server
          .client('alice')
          .videos.playback(id)
          .catch(() => undefined),
      );
    });

    it('says so when it was deleted at PeerTube', async () => {
      const id = await publish('deleted there', 'private');
      const { uuid = '' } = server.sandbox.videos().find(({ name }) => name === 'deleted there') ?? {};
      await server.services.instances.of(undefined).gateway.deleteVideo(uuid);
      await expect(server.client('alice').videos.playback(id)).rejects.toMatchObject({ code: 'video/not-found' });
    });
  });

  describe('what everyone may see', () => {
    it('needs no token: the page asks PeerTube itself', async () => {
      const id = await publish('for all', 'public');
      const playback = await server.client('stranger').videos.playback(id);
      expect(kinds(playback)).toEqual(['peertube']);
      expect(playback).toMatchObject({ expiresAt: null, fileToken: null, live: null });
    });
  });

  describe('a video that is not at PeerTube', () => {
    it('plays from here, a private one with a token that ends', async () => {
      server.sandbox.faults.set({ down: true });
      const id = await server.tus('alice').send({ bytes, metadata: { name: 'only here', privacy: 'private' } });
      const { sources, expiresAt } = await server.client('alice').videos.playback(id);
      expect(await download(urlOf(sources, 'file'))).toBe(sha256(bytes));
      expect(Date.parse(expiresAt ?? '')).toBeGreaterThan(Date.now() + 6 * 3_600_000);
      server.sandbox.faults.clear();
    });
  });

  describe('a private live', () => {
    it('plays for its owner while it is on air, and for no one else', async () => {
      const { id, uuid } = await server.client('alice').streams.create({ name: 'rehearsal', privacy: 'private' });
      const ask = (who: Who) => server.client(who).streams.playback(id);
      expect(await ask('alice')).toMatchObject({ live: 'waiting', sources: [] });
      await expect(ask('bob')).rejects.toMatchObject({ status: 403 });
      await expect(ask('stranger')).rejects.toMatchObject({ status: 401 });
      server.sandbox.fake.goLive(uuid, { instant: true });
      const onAir = await server.services.instances.of(undefined).gateway.playback(uuid);
      expect(onAir).toMatchObject({ live: 'on-air', token: { value: expect.any(String) } });
      const answer = await fetch(onAir?.hlsUrl ?? '');
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain(`videoFileToken=${onAir?.token?.value}`);
      expect((await fetch((onAir?.hlsUrl ?? '').replace(/\?.*/, ''))).status).toBeGreaterThanOrEqual(401);
    });
  });
});
