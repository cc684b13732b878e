import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakePeerTubeWorker } from './browser.js';
import { tinyVideo } from './peertube/media/tiny-video.js';
import { serveBrowserPage } from './test-support/browser-page.js';
import { launchChromium } from './test-support/chromium.js';

/** What the page keeps between two steps of a test. */
declare const testing: FakePeerTubeWorker & { tinyVideo: typeof tinyVideo; token: string };

const SIZE = 30_000;

describe('setupFakePeerTube() in a page', () => {
  let site: Awaited<ReturnType<typeof serveBrowserPage>>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveBrowserPage(), launchChromium()]);
    page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'testing' in window);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  it('answers as an instance of another origin: signs in and takes an upload in chunks', async () => {
    const seen = await page.evaluate(async (sizeBytes) => {
      const { fake } = testing;
      const [account] = fake.accounts;
      if (!account) throw new Error('There is no account.');
      const ask = (path: string, init: RequestInit = {}) =>
        fetch(fake.url + path, { ...init, headers: { authorization: `Bearer ${testing.token}`, ...init.headers } });
      const oauth = await (await fetch(`${fake.url}/api/v1/oauth-clients/local`)).json();
      const { username, password, channelId } = account;
      const form = new URLSearchParams({ ...oauth, grant_type: 'password', username, password });
      const signedIn = await fetch(`${fake.url}/api/v1/users/token`, { method: 'POST', body: form });
      testing.token = (await signedIn.json()).access_token;

      const path = '/api/v1/videos/upload-resumable';
      const begun = await ask(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-upload-content-length': String(sizeBytes),
          'x-upload-content-type': 'video/mp4',
        },
        body: JSON.stringify({ name: 'From a page', channelId, filename: 'page.mp4', privacy: 1 }),
      });
      const id = new URL(begun.headers.get('location') ?? '', fake.url).searchParams.get('upload_id');
      const bytes = testing.tinyVideo(sizeBytes, 3);
      const put = (start: number, end: number) =>
        ask(`${path}?upload_id=${id}`, {
          method: 'PUT',
          headers: { 'content-range': `bytes ${start}-${end - 1}/${sizeBytes}` },
          body: bytes.slice(start, end),
        });
      const half = await put(0, sizeBytes / 2);
      const last = await put(sizeBytes / 2, sizeBytes);
      const { video } = await last.json();
      return {
        statuses: [begun.status, half.status, last.status],
        range: half.headers.get('range'),
        sha256: await fake.sha256Of(video.uuid),
        found: (await (await ask(`/api/v1/videos/${video.uuid}`)).json()).name,
      };
    }, SIZE);
    expect(seen).toEqual({
      statuses: [201, 308, 200],
      range: `bytes=0-${SIZE / 2 - 1}`,
      sha256: createHash('sha256').update(tinyVideo(SIZE, 3)).digest('hex'),
      found: 'From a page',
    });
  });

  it('serves the parts of a file to a video element', async () => {
    const seen = await page.evaluate(async () => {
      const { fake } = testing;
      const [video] = fake.videos();
      const { files } = await (await fetch(`${fake.url}/api/v1/videos/${video?.uuid}`)).json();
      const part = await fetch(files[0].fileUrl, { headers: { range: 'bytes=4-11' } });
      return { status: part.status, text: await part.text() };
    });
    expect(seen).toEqual({ status: 206, text: 'ftypisom' });
  });

  it('fails as a page sees a server that is gone, and answers again when the switch is off', async () => {
    const outcomes = await page.evaluate(async () => {
      const { fake } = testing;
      const ask = () =>
        fetch(`${fake.url}/api/v1/config`).then(
          (response) => String(response.status),
          (error: Error) => error.name,
        );
      fake.faults.set({ down: true });
      const down = await ask();
      fake.faults.clear();
      return [down, await ask()];
    });
    expect(outcomes).toEqual(['TypeError', '200']);
  });

  it("leaves the page's other requests alone", async () => {
    expect(await page.evaluate(async () => (await fetch('/own.txt')).text())).toBe("the page's own");
  });
});
