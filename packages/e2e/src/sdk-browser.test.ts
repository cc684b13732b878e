import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@piyakast/testing/sandbox';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './support/browser.js';
import { bundle } from './support/bundle.js';

const CALLS = 20;
const STORE_KEY = 'piyakast.session';
const PAGE = { format: 'iife', name: 'piyaTab', conditions: ['browser'] } as const;

interface Tab {
  signIn(credentials: { username: string; password: string }): Promise<void>;
  ask(calls: number): Promise<number>;
}
declare const piyaTab: { openTab(url: string): Tab };
declare global {
  interface Window {
    tab: Tab;
  }
}

describe('the SDK in two tabs of a real browser', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let site: { url: string; server: Server };

  beforeAll(async () => {
    sandbox = await startSandbox({ media: 'sniff' });
    [browser, site] = await Promise.all([
      launchChromium(),
      serve(await bundle(join(import.meta.dirname, 'sdk-browser-page.mjs'), PAGE)),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    site?.server.close();
    await sandbox?.close();
  });

  const refreshes = () => sandbox.fake.log.since().filter(({ path }) => path === '/api/v1/users/token').length;
  const ask = (page: Page, calls: number) => page.evaluate((count) => window.tab.ask(count), calls);
  const stored = (page: Page) => page.evaluate((key) => localStorage.getItem(key), STORE_KEY);

  it('shares one refresh between them when the access token is dead (promise 40)', async () => {
    const context = await browser.newContext();
    const open = async (): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(site.url);
      await page.evaluate((url) => {
        window.tab = piyaTab.openTab(url);
      }, sandbox.url);
      return page;
    };
    const [one, two] = [await open(), await open()];
    const { username, password } = sandbox.account;
    await one.evaluate((credentials) => window.tab.signIn(credentials), { username, password });
    // Both have the same living token, so the refresh that follows is one that both want at the same moment.
    expect(await Promise.all([ask(one, 1), ask(two, 1)])).toEqual([1, 1]);
    expect(refreshes()).toBe(1);
    const before = await stored(one);
    expect(await two.evaluate(() => 'locks' in navigator)).toBe(true);

    // More than once: a tab may see what the other stored a moment after it has the lock.
    for (const [round, calls] of [CALLS, 4, 4, 4, 4].entries()) {
      sandbox.fake.revokeTokens();
      expect(await Promise.all([ask(one, calls), ask(two, calls)])).toEqual([calls, calls]);
      expect(refreshes()).toBe(2 + round);
    }
    expect(await stored(two)).not.toBe(before);
    expect(await stored(one)).toBe(await stored(two));
    await context.close();
  });
});

async function serve(script: string): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/tab.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><title>tab</title><script src="/tab.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The page server has no port.');
  return { url: `http://127.0.0.1:${address.port}/`, server };
}
