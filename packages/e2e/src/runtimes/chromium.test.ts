import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.js';
import { bundle } from '../support/bundle.js';
import { type SmokeOptions, type SmokeReport, type SmokeSandbox, STEPS, smokeSandbox } from './smoke-report.js';

declare const piyaSmoke: { smoke(options: SmokeOptions): Promise<SmokeReport> };

describe('the SDK in Chromium', () => {
  let sandbox: SmokeSandbox;
  let site: { url: string; server: Server };
  let browser: Browser;
  beforeAll(async () => {
    [sandbox, site, browser] = await Promise.all([smokeSandbox(), serveSite(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    site?.server.close();
    await sandbox?.close();
  });

  async function page() {
    const opened = await browser.newPage();
    await opened.goto(site.url);
    return opened;
  }

  it('signs in, refreshes, uploads over a cut line, resumes and watches a live in a page', async () => {
    const report = await (await page()).evaluate((options) => piyaSmoke.smoke(options), sandbox.optionsFor('a page'));
    expect(report).toMatchObject({ steps: STEPS, hasDocument: true, hasProcess: false, globalClass: 'Window' });
  });

  it('does the same in a service worker', async () => {
    const { report, failure } = await (await page()).evaluate(askServiceWorker, sandbox.optionsFor('a service worker'));
    expect(failure).toBeUndefined();
    expect(report).toMatchObject({
      steps: STEPS,
      hasDocument: false,
      hasProcess: false,
      globalClass: 'ServiceWorkerGlobalScope',
    });
    expect(sandbox.left()).toEqual([]);
  });
});

/** Runs in the page. */
async function askServiceWorker(options: SmokeOptions): Promise<{ report?: SmokeReport; failure?: string }> {
  const container = navigator.serviceWorker;
  await container.register('/service-worker.js');
  const { active } = await container.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data as { report?: SmokeReport; failure?: string });
    active?.postMessage(options, [port2]);
  });
}

/** A site of another origin than the sandbox's. */
async function serveSite(): Promise<{ url: string; server: Server }> {
  const smoke = await bundle(join(import.meta.dirname, 'smoke.mjs'), {
    ...{ format: 'iife', name: 'piyaSmoke' },
    conditions: ['browser'],
  });
  const worker = await readFile(join(import.meta.dirname, 'hosts/service-worker.js'), 'utf8');
  const files: Record<string, readonly [type: string, text: string]> = {
    '/': ['text/html', '<!doctype html><title>smoke</title><script src="/smoke.js"></script>'],
    '/smoke.js': ['text/javascript', smoke],
    '/service-worker.js': ['text/javascript', `${smoke}\n${worker}`],
  };
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? '/'] ?? ['text/plain', ''];
    response.setHeader('content-type', `${type}; charset=utf-8`);
    response.end(text);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The site has no port.');
  return { url: `http://127.0.0.1:${address.port}/`, server };
}
