import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { makeSampleVideo } from '../node/make-sample-video.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/start-sandbox.js';
import { type ApiClient, createApiClient } from './api-client.js';
import { launchChromium } from './chromium.js';

/** The part of the official client that tests drive. */
export interface OfficialPlayer {
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
  getCurrentTime(): Promise<number>;
  addEventListener(name: string, listener: (value: unknown) => void): void;
}

interface TestWindow {
  PeerTubePlayer: new (iframe: HTMLIFrameElement) => OfficialPlayer;
  player: OfficialPlayer;
  /** Whether `ready` has resolved. */
  ready: boolean;
  events: [string, unknown][];
}

/** A page with the official client and an embed of the sandbox. */
export interface EmbeddedPlayer {
  drive<T>(action: (player: OfficialPlayer) => Promise<T>): Promise<T>;
  /** Resolves with the first event of a name whose value passes. */
  event(name: string, passes: (value: never) => boolean): Promise<void>;
  isReady(): Promise<boolean>;
  /** The page inside the iframe. */
  frame(): Frame;
  close(): Promise<void>;
}

/** A sandbox with one video, and a site of another origin that embeds it. */
export interface EmbedHost {
  sandbox: Sandbox;
  client: ApiClient;
  uuid: string;
  /** Host and port of the site. */
  site: string;
  embed(query: string, id?: string): Promise<EmbeddedPlayer>;
  close(): Promise<void>;
}

const EVENTS = ['playbackStatusUpdate', 'playbackStatusChange', 'resolutionUpdate', 'volumeChange'];

export async function startEmbedHost(options: SandboxOptions = {}): Promise<EmbedHost> {
  const sandbox = await startSandbox(options);
  const client = await createApiClient(sandbox);
  const uuid = await uploadSample(sandbox, client);
  const site = await startSite();
  const browser = await launchChromium();
  return {
    sandbox,
    client,
    uuid,
    site: site.host,
    async embed(query, id = uuid) {
      const page = await browser.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(`http://${site.host}/`);
      await addPlayer(page, `${sandbox.url}/videos/embed/${id}?${query}`);
      return playerOf(page);
    },
    async close() {
      await browser.close();
      site.close();
      await sandbox.close();
    },
  };
}

async function uploadSample(sandbox: Sandbox, client: ApiClient): Promise<string> {
  const path = join(tmpdir(), `embed-${crypto.randomUUID()}.mp4`);
  await makeSampleVideo({ path, seconds: 8 });
  const { uuid } = await client.upload(new Uint8Array(await readFile(path)), { name: 'Embedded' });
  await rm(path);
  await sandbox.fake.idle();
  const form = new FormData();
  form.set('captionfile', new File(['WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n'], 'c.vtt'));
  await client.call(`/api/v1/videos/${uuid}/captions/en`, { method: 'PUT', body: form });
  return uuid;
}

async function startSite(): Promise<{ host: string; close(): void }> {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@peertube/embed-api/package.json'));
  const script = await readFile(join(folder, 'build/player.min.js'));
  const server = createServer((request, response) => {
    const isScript = request.url === '/player.min.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script src="/player.min.js"></script><body></body>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

async function addPlayer(page: Page, src: string): Promise<void> {
  await page.evaluate(
    ({ url, names }) => {
      const frame = document.createElement('iframe');
      Object.assign(frame, { src: url, width: 640, height: 360, allow: 'autoplay' });
      document.body.append(frame);
      const global = window as unknown as TestWindow;
      global.events = [];
      global.ready = false;
      global.player = new global.PeerTubePlayer(frame);
      void global.player.ready.then(() => Object.assign(global, { ready: true }));
      for (const name of names) global.player.addEventListener(name, (value) => global.events.push([name, value]));
    },
    { url: src, names: EVENTS },
  );
}

const playerOf = (page: Page): EmbeddedPlayer => ({
  drive: <T>(action: (player: OfficialPlayer) => Promise<T>) =>
    page.evaluate(`(${action.toString()})(window.player)`) as Promise<T>,
  async event(name, passes) {
    await page.waitForFunction(
      `window.events.find(([name, value]) => name === ${JSON.stringify(name)} && (${passes.toString()})(value))`,
    );
  },
  isReady: () => page.evaluate('window.ready') as Promise<boolean>,
  frame() {
    const [, frame] = page.frames();
    if (!frame) throw new Error('the page has no iframe');
    return frame;
  },
  close: () => page.close(),
});
