import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleVideo } from '../node/make-sample-video.js';
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.js';
import { type ApiClient, createApiClient } from '../test-support/api-client.js';
import { launchChromium } from '../test-support/chromium.js';

/** The part of the official client that these tests drive. */
interface OfficialPlayer {
  ready: Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  seek(seconds: number): Promise<void>;
  setVolume(volume: number): Promise<void>;
  getVolume(): Promise<number>;
  setPlaybackRate(rate: number): Promise<void>;
  getPlaybackRate(): Promise<number>;
  getPlaybackRates(): Promise<number[]>;
  getResolutions(): Promise<{ id: number; label: string }[]>;
  getCaptions(): Promise<{ id: string; mode: string }[]>;
  setCaption(id: string): Promise<void>;
  setVideoPassword(password: string): Promise<void>;
  isPlaying(): Promise<boolean>;
  addEventListener(name: string, listener: (value: unknown) => void): void;
}
interface TestWindow {
  PeerTubePlayer: new (iframe: HTMLIFrameElement) => OfficialPlayer;
  player: OfficialPlayer;
  events: [string, unknown][];
}

let sandbox: Sandbox;
let client: ApiClient;
let host: Server;
let browser: Browser;
let page: Page;
let uuid: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  client = await createApiClient(sandbox);
  const path = join(tmpdir(), `embed-${process.pid}.mp4`);
  await makeSampleVideo({ path, seconds: 8 });
  ({ uuid } = await client.upload(new Uint8Array(await readFile(path)), { name: 'Embedded' }));
  await rm(path);
  await sandbox.fake.idle();
  const form = new FormData();
  form.set('captionfile', new File(['WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n'], 'c.vtt'));
  await client.call(`/api/v1/videos/${uuid}/captions/en`, { method: 'PUT', body: form });

  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@peertube/embed-api/package.json'));
  const script = await readFile(join(folder, 'build/player.min.js'));
  host = createServer((request, response) => {
    const isScript = request.url === '/player.min.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script src="/player.min.js"></script><body></body>');
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  browser = await launchChromium();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  host?.close();
  await sandbox?.close();
});

async function embed(query: string, id = uuid): Promise<void> {
  page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
  await page.evaluate((src) => {
    const frame = document.createElement('iframe');
    Object.assign(frame, { src, width: 640, height: 360, allow: 'autoplay' });
    document.body.append(frame);
    const global = window as unknown as TestWindow;
    global.events = [];
    global.player = new global.PeerTubePlayer(frame);
    for (const name of ['playbackStatusUpdate', 'playbackStatusChange', 'resolutionUpdate', 'volumeChange']) {
      global.player.addEventListener(name, (value) => global.events.push([name, value]));
    }
  }, `${sandbox.url}/videos/embed/${id}?${query}`);
}

const drive = <T>(action: (player: OfficialPlayer) => Promise<T>) =>
  page.evaluate(`(${action.toString()})(window.player)`) as Promise<T>;

/** The first event of a name whose value passes. */
const event = (name: string, passes: (value: never) => boolean) =>
  page.waitForFunction(
    `window.events.find(([name, value]) => name === ${JSON.stringify(name)} && (${passes.toString()})(value))`,
    undefined,
    { timeout: 15_000 },
  );

describe('the embed page, driven by @peertube/embed-api', () => {
  it('becomes ready, plays, seeks, pauses and ends (promise 24)', async () => {
    await embed('api=1&muted=1');
    await drive((player) => player.ready);
    await event('playbackStatusUpdate', (value: { playbackState: string }) => value.playbackState === 'unstarted');
    await drive((player) => player.play());
    await event('playbackStatusChange', (value: string) => value === 'playing');
    await event(
      'playbackStatusUpdate',
      (value: { position: number; duration: number }) => value.position > 0.3 && Math.round(value.duration) === 8,
    );
    await drive((player) => player.pause());
    await event('playbackStatusChange', (value: string) => value === 'paused');
    await drive((player) => player.seek(7));
    await event('playbackStatusUpdate', (value: { position: number }) => value.position >= 7);
    await drive((player) => player.play());
    await event('playbackStatusChange', (value: string) => value === 'ended');
    await page.close();
  });

  it('sets volume, rate and captions, and lists resolutions (promise 24)', async () => {
    await embed('api=1');
    await drive((player) => player.ready);
    await drive((player) => player.setVolume(0.4));
    expect(await drive((player) => player.getVolume())).toBeCloseTo(0.4);
    await event('volumeChange', (value: number) => Math.abs(value - 0.4) < 0.01);
    await drive((player) => player.setPlaybackRate(1.5));
    expect(await drive((player) => player.getPlaybackRate())).toBe(1.5);
    expect(await drive((player) => player.getPlaybackRates())).toContain(2);
    await event('resolutionUpdate', (value: { label: string }[]) => value.some((one) => one.label === '360p'));
    expect(await drive((player) => player.getCaptions())).toMatchObject([{ id: 'en', mode: 'disabled' }]);
    await drive((player) => player.setCaption('en'));
    expect(await drive((player) => player.getCaptions())).toMatchObject([{ id: 'en', mode: 'showing' }]);
    await page.close();
  });

  it('rejects what a 6.3 embed does not know with method_not_found', async () => {
    await embed('api=1');
    await drive((player) => player.ready);
    expect(await drive((player) => player.isPlaying().catch((error: unknown) => String(error)))).toBe(
      'method_not_found',
    );
    await page.close();
  });

  it('never becomes ready without api=1, and never for an unknown video', async () => {
    for (const [query, id] of [
      ['', uuid],
      ['api=1', '00000000-0000-4000-8000-000000000000'],
    ] as const) {
      await embed(query, id);
      const outcome = await drive((player) =>
        Promise.race([player.ready.then(() => 'ready'), new Promise((resolve) => setTimeout(resolve, 1500, 'silent'))]),
      );
      expect(outcome).toBe('silent');
      await page.close();
    }
  });

  it('plays a protected video after its password was given by the API', async () => {
    await client.call(`/api/v1/videos/${uuid}`, {
      method: 'PUT',
      json: { privacy: 5, videoPasswords: ['open sesame'] },
    });
    await embed('api=1&muted=1&waitPasswordFromEmbedAPI=1');
    await drive((player) => player.setVideoPassword('open sesame'));
    await drive((player) => player.ready);
    await drive((player) => player.play());
    await event('playbackStatusUpdate', (value: { position: number }) => value.position > 0.2);
    await page.close();
  });
}, 30_000);
