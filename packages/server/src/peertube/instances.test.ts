import type { PiyakastVideo } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { type Sandbox, startSandbox } from '@piyakast/testing/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/config.js';
import { sampleMp4, sha256 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

const MEGABYTE = 1024 * 1024;

describe('several instances', () => {
  let server: TestServer;
  /** 6.3.0, and the larger share. */
  let first: Sandbox;
  /** 8.2.1. */
  let second: Sandbox;
  beforeAll(async () => {
    [first, second] = await Promise.all([
      startSandbox({ media: 'sniff', version: '6.3.0' }),
      startSandbox({ media: 'sniff', version: '8.2.1' }),
    ]);
    const member = ({ url, account: { username, password } }: Sandbox, more: object) => ({
      url,
      username,
      password,
      ...more,
    });
    const instances = [
      member(first, { weight: 1000, mediaBaseUrl: 'https://cdn.example/one' }),
      member(second, { weight: 1 }),
    ];
    const env = { PEERTUBE_URL: '', PEERTUBE_INSTANCES: JSON.stringify(instances), PROBE_SECONDS: '1' };
    server = await startTestServer({ env });
    await until('both to be seen', async () => (await status()).peertube.every(({ state }) => state === 'up'));
  });
  afterAll(async () => {
    await server?.close();
    await Promise.all([first?.close(), second?.close()]);
  });

  const status = () => server.client('stranger').status.get();
  const published = (id: string) =>
    until('the publication', async () => {
      const video = await server.client('alice').videos.get(id);
      return video.state === 'published' && video;
    });
  const instanceOf = ({ sources }: PiyakastVideo) => sources.find((source) => source.kind === 'peertube')?.instanceUrl;
  const copies = (name: string) =>
    [first, second].map((sandbox) => sandbox.videos().filter((video) => video.name === name).length);

  it('lists all of them, and the channels of all', async () => {
    expect((await status()).peertube.map(({ url, version }) => [url, version])).toEqual([
      [first.url, '6.3.0'],
      [second.url, '8.2.1'],
    ]);
    const channels = await server.client('alice').channels.list();
    expect(channels.map(({ instanceUrl }) => instanceUrl)).toEqual([first.url, second.url]);
  });

  it('a new video goes by weight, and to the next instance when that one is down (promise 75)', async () => {
    const before = await published(
      await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'by weight' } }),
    );
    expect(instanceOf(before)).toBe(first.url);

    await first.stop();
    const bytes = sampleMp4();
    const after = await published(await server.tus('alice').send({ bytes, metadata: { name: 'by fail-over' } }));
    expect(instanceOf(after)).toBe(second.url);
    expect(await second.sha256Of(second.videos().find(({ name }) => name === 'by fail-over')?.uuid ?? '')).toBe(
      sha256(bytes),
    );
    expect((await status()).status).toBe('ok');
    const live = await server.client('alice').streams.create({ name: 'on the second' });
    expect(live.instanceUrl).toBe(second.url);
    await first.start();
  });

  it('an upload that is cut off moves to another instance, and there is one video (promise 75)', async () => {
    await until('both to be seen', async () => (await status()).peertube.every(({ state }) => state === 'up'));
    // Long before its last chunk, behind which PeerTube may have made the video.
    const bytes = sampleMp4(64 * MEGABYTE);
    first.faults.set({ bytesPerSecond: 16 * MEGABYTE });
    const id = await server.tus('alice').send({ bytes, metadata: { name: 'moved' } });
    await until('a part at the first', async () => (await server.client('alice').videos.get(id)).publishedBytes > 0);
    first.faults.set({ down: true });
    const video = await published(id);
    expect(instanceOf(video)).toBe(second.url);
    first.faults.clear();
    await until('the first to be seen again', async () =>
      (await status()).peertube.every(({ state }) => state === 'up'),
    );
    expect(copies('moved')).toEqual([0, 1]);
  });

  it('a video is changed and deleted where it is, and private media comes from what stands before it (promise 80)', async () => {
    const metadata = { name: 'at home', privacy: 'private' } as const;
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata });
    expect(instanceOf(await published(id))).toBe(first.url);
    const { sources } = await server.client('alice').videos.playback(id);
    const urls = sources.map((source) => (source.kind === 'peertube' ? '' : source.url));
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) expect(url).toMatch(/^https:\/\/cdn\.example\/one\/.*videoFileToken=/);
    await server.client('alice').videos.update(id, { name: 'renamed at home' });
    expect(copies('renamed at home')).toEqual([1, 0]);
    await server.client('alice').videos.delete(id);
    await until('the deletion there', () => copies('renamed at home')[0] === 0);
    const metrics = await (await fetch(`${server.url}/metrics`, { headers: server.as('admin') })).text();
    for (const { url } of [first, second]) expect(metrics).toContain(`piyakast_peertube_up{instance="${url}"} 1`);
  });
});

describe('PEERTUBE_INSTANCES', () => {
  const load = (value: unknown, more: Record<string, string> = {}) =>
    loadConfig({ PEERTUBE_INSTANCES: typeof value === 'string' ? value : JSON.stringify(value), ...more });
  const one = { url: 'https://one.example', username: 'ada', password: 'a secret of hers' };

  it('has weights, a drain and an address for media', () => {
    const { instances, peertube } = load([one, { ...one, url: 'https://two.example/', weight: 0, draining: true }]);
    expect(instances).toEqual([
      { ...one, weight: 1, draining: false, mediaBaseUrl: undefined },
      { ...one, url: 'https://two.example', weight: 0, draining: true, mediaBaseUrl: undefined },
    ]);
    expect(peertube).toEqual(instances[0]);
  });

  it.each<[string, unknown, Record<string, string>]>([
    ['no JSON', '[{"password": "a secret of hers"', {}],
    ['an unknown field', [{ ...one, pasword: 'a secret of hers' }], {}],
    ['an instance twice', [one, one], {}],
    ['PEERTUBE_URL beside it', [one], { PEERTUBE_URL: 'https://one.example' }],
  ])('refuses %s, and never shows a password', (_name, value, more) => {
    expect(() => load(value, more)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});
