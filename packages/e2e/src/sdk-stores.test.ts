import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type * as main from '@piyakast/sdk';
import type * as pages from '@piyakast/sdk/browser';
import { until } from '@piyakast/testing/kit';
import { type Sandbox, startSandbox } from '@piyakast/testing/sandbox';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installOpfsTools, type OpfsTools } from './stores/opfs-tools.js';
import { launchChromium } from './support/browser.js';
import { bundle } from './support/bundle.js';

declare const piya: typeof main & typeof pages;
declare const opfs: OpfsTools;

let browser: Browser;
let site: { url: string; server: Server };
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), serveSite()]);
});
afterAll(async () => {
  await browser?.close();
  site?.server.close();
});
beforeEach(async () => {
  // Each test has a profile of its own, so that nothing is left of the one before.
  context = await browser.newContext();
  page = await context.newPage();
  await page.addInitScript(installOpfsTools);
  await page.goto(site.url);
});
afterEach(() => context.close());

const RECORD: main.UploadRecord = {
  key: 'constructor',
  protocol: 'peertube',
  server: 'https://video.example',
  uploadUrl: 'https://video.example/u?upload_id=1',
  sizeBytes: 5,
  name: '한글 ".mp4',
  createdAtMs: 1,
};

describe.each(['indexedDbRecords', 'webStorageRecords'] as const)('%s() in Chromium', (kind) => {
  /** One call in the page, on a store made anew as after a reload. */
  const call = (method: 'get' | 'set' | 'delete', argument: string | main.UploadRecord) =>
    page.evaluate(
      async ([kind, method, argument]): Promise<unknown> => {
        const records = kind === 'indexedDbRecords' ? piya.indexedDbRecords() : piya.webStorageRecords(localStorage);
        return records[method](argument as string & main.UploadRecord);
      },
      [kind, method, argument] as const,
    );

  it('gives back what was set last, and nothing else', async () => {
    expect(await call('get', 'constructor')).toBeUndefined();
    await call('set', RECORD);
    await call('set', { ...RECORD, finishingSinceMs: 2 });
    expect(await call('get', 'constructor')).toEqual({ ...RECORD, finishingSinceMs: 2 });
    expect(await call('get', 'toString')).toBeUndefined();
  });

  it('keeps a record over a reload and in another tab (promise 39)', async () => {
    await call('set', RECORD);
    await page.reload();
    expect(await call('get', 'constructor')).toEqual(RECORD);
    page = await context.newPage();
    await page.goto(site.url);
    expect(await call('get', 'constructor')).toEqual(RECORD);
  });

  it('forgets a record, also one that is not there', async () => {
    await call('set', RECORD);
    await call('delete', 'constructor');
    await call('delete', 'constructor');
    expect(await call('get', 'constructor')).toBeUndefined();
  });
});

describe('webStorageUnconfirmedUploads() in Chromium', () => {
  it('keeps an unconfirmed upload over a reload and in another tab, until it is forgotten', async () => {
    const unconfirmedUpload: main.UnconfirmedUpload = {
      url: 'https://video.example',
      key: 'a',
      name: '한글',
      sinceMs: 1,
      untilMs: 2,
    };
    const kept = () =>
      page.evaluate(async () => [...(await piya.webStorageUnconfirmedUploads(localStorage).entries())]);
    await page.evaluate((one) => piya.webStorageUnconfirmedUploads(localStorage).set('a', one), unconfirmedUpload);
    await page.reload();
    expect(await kept()).toEqual([['a', unconfirmedUpload]]);
    page = await context.newPage();
    await page.goto(site.url);
    expect(await kept()).toEqual([['a', unconfirmedUpload]]);
    await page.evaluate(() => piya.webStorageUnconfirmedUploads(localStorage).delete('a'));
    expect(await kept()).toEqual([]);
  });
});

describe('opfsStore() in Chromium', () => {
  it('keeps bytes, name, type and fields over a reload (promise 37)', async () => {
    const sha256 = await page.evaluate(async () => {
      const bytes = crypto.getRandomValues(new Uint8Array(60_000));
      const file = new File([bytes], '휴가.mp4', { type: 'video/mp4', lastModified: 1_700_000_000_000 });
      const thumbnail = new Blob([Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)], { type: 'image/jpeg' });
      const hybrid = new piya.HybridUploader({
        primary: { upload: () => Promise.reject() as never },
        fallback: piya.opfsStore(),
        isOnline: () => false,
      });
      const fields = { name: 'Holiday', tags: ['aa'], thumbnail };
      await hybrid.upload(file, { ...fields, key: 'kept', inspect: false, chunkBytes: 7_000, maxChunkBytes: 7_000 })
        .done;
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return Array.from(digest).join();
    });
    await page.reload();
    const found = await page.evaluate(async () => {
      const store = piya.opfsStore();
      const [stored, ...others] = await store.pending();
      if (!stored || !store.open) throw new Error('nothing waits');
      const { source, fields } = await store.open(stored);
      const bytes = await new Blob([await source.slice(0, source.sizeBytes)]).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const { name, type, sizeBytes, lastModifiedMs } = source;
      return {
        stored: { key: stored.key, name: stored.name, store: stored.store },
        others: others.length,
        source: { name, type, sizeBytes, lastModifiedMs },
        tags: fields.tags,
        thumbnail: Array.from(new Uint8Array(await (fields.thumbnail ?? new Blob()).arrayBuffer())),
        sha256: Array.from(digest).join(),
      };
    });
    expect(found).toEqual({
      stored: { key: 'kept', name: 'Holiday', store: 'opfs' },
      others: 0,
      source: { name: '휴가.mp4', type: 'video/mp4', sizeBytes: 60_000, lastModifiedMs: 1_700_000_000_000 },
      tags: ['aa'],
      thumbnail: [0xff, 0xd8, 0xff, 0xd9],
      sha256,
    });
  });

  it('stores the same key once, lists the oldest first, and lets go of what is removed', async () => {
    const result = await page.evaluate(async () => {
      const store = piya.opfsStore();
      const source = (text: string) => {
        const blob = new Blob([text]);
        const slice = async (start: number, end: number) => blob.slice(start, end);
        return { name: 'a.mp4', type: 'video/mp4', sizeBytes: blob.size, slice };
      };
      for (const key of ['b', 'a', 'b']) await store.store(source(`file ${key}`), { name: 'A clip' }, { key }).done;
      const before = (await store.pending()).map(({ key }) => key);
      for (const stored of await store.pending()) await store.remove?.(stored);
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('piyakast-uploads');
      const left: string[] = [];
      for await (const name of folder.keys()) left.push(name);
      return { before, after: await store.pending(), left };
    });
    expect(result).toEqual({ before: ['b', 'a'], after: [], left: [] });
  });

  it('leaves nothing behind of an upload that was cancelled or cut off', async () => {
    await page.evaluate(async () => {
      let began = (): void => undefined;
      const begun = new Promise<void>((resolve) => {
        began = resolve;
      });
      const endless = () => {
        began();
        return new Promise<never>(() => undefined);
      };
      const source = { name: 'a.mp4', type: 'video/mp4', sizeBytes: 10, once: true, slice: endless };
      piya.opfsStore().store(source, { name: 'Cut off' }, { key: 'cut-off' });
      await begun;
    });
    await page.reload();
    expect(await page.evaluate(() => piya.opfsStore().pending())).toEqual([]);
    const left = await page.evaluate(async () => {
      const store = piya.opfsStore();
      const blob = new Blob(['0123456789']);
      const source = {
        name: 'a.mp4',
        type: '',
        sizeBytes: 10,
        slice: async (from: number, to: number) => blob.slice(from, to),
      };
      const upload = store.store(source, { name: 'Cancelled' }, { key: 'cancelled', chunkBytes: 1 });
      await new Promise<void>((resolve) => {
        upload.onProgress(({ sentBytes }) => sentBytes > 2 && resolve());
      });
      await upload.cancel();
      return store.pending();
    });
    expect(left).toEqual([]);
    expect(await page.evaluate(() => opfs.names())).toEqual([expect.stringMatching(/^cut-off\.\w+\.bin$/)]);
  });

  it('keeps what a first tab stored, when a second one with the same key is cancelled or comes too late', async () => {
    const result = await page.evaluate(async () => {
      const store = piya.opfsStore();
      const cancelled = opfs.heldCopy('k');
      const late = opfs.heldCopy('k');
      await Promise.all([cancelled.begun, late.begun]);
      const first = await store.store(opfs.source('0123456789'), { name: 'A clip' }, { key: 'k' }).done;
      const cancelling = cancelled.upload.cancel();
      cancelled.goOn();
      await cancelling;
      late.goOn();
      const second = await late.upload.done;
      return {
        isSame: second.storedAtMs === first.storedAtMs,
        text: await opfs.stored('k'),
        names: await opfs.names(),
      };
    });
    expect(result).toEqual({
      isSame: true,
      text: '0123456789',
      names: [expect.stringMatching(/^k\.\w+\.bin$/), 'k.json'],
    });
  });

  it('takes a note for none that was cut off before it was written, and stores the file again', async () => {
    const stop = await page.evaluate(async () => {
      await piya.opfsStore().store(opfs.source('good'), { name: 'Good' }, { key: 'good' }).done;
      // The page is closed while the note is written.
      const { createWritable } = FileSystemFileHandle.prototype;
      FileSystemFileHandle.prototype.createWritable = function (...args) {
        return this.name === 'cut.json' ? new Promise(() => undefined) : createWritable.apply(this, args);
      };
      void piya.opfsStore().store(opfs.source('cut off'), { name: 'Cut off' }, { key: 'cut' }).done;
      while (!(await opfs.names()).includes('cut.json')) await new Promise((resolve) => setTimeout(resolve, 5));
      return (await piya.opfsStore().pending()).map(({ key }) => key);
    });
    expect(stop).toEqual(['good']);
    await page.reload();
    const found = await page.evaluate(async () => {
      const store = piya.opfsStore();
      const before = (await store.pending()).map(({ key }) => key);
      await store.store(opfs.source('once more'), { name: 'Cut off' }, { key: 'cut' }).done;
      return { before, after: (await store.pending()).map(({ key }) => key), text: await opfs.stored('cut') };
    });
    expect(found).toEqual({ before: ['good'], after: ['good', 'cut'], text: 'once more' });
  });

  it('leaves no bytes behind when the note cannot be written', async () => {
    const result = await page.evaluate(async () => {
      const thumbnail = new Blob(['…']);
      thumbnail.arrayBuffer = () => Promise.reject(new Error('unreadable'));
      const upload = piya.opfsStore().store(opfs.source('text'), { name: 'A clip', thumbnail }, { key: 'k' });
      return [await upload.done.catch((error: main.UploadError) => error.code), await opfs.names()];
    });
    expect(result).toEqual(['upload/store-failed', []]);
  });

  it('gives back, and lets go of, what an older version stored', async () => {
    const result = await page.evaluate(async () => {
      const store = piya.opfsStore();
      await store.store(opfs.source('new'), { name: 'A clip' }, { key: 'k' }).done;
      const { bytes, ...note } = JSON.parse(await opfs.read('k.json'));
      await (await opfs.folder()).removeEntry(bytes);
      await opfs.write('k.json', JSON.stringify(note));
      await opfs.write('k.bin', 'old');
      const text = await opfs.stored('k');
      for (const stored of await store.pending()) await store.remove?.(stored);
      return { text, names: await opfs.names() };
    });
    expect(result).toEqual({ text: 'old', names: [] });
  });

  it('sweeps a day later what no note stands for, but no copy under way', async () => {
    const result = await page.evaluate(async () => {
      const tomorrow = { now: () => Date.now() + 25 * 60 * 60_000, sleep: () => Promise.resolve() };
      await piya.opfsStore().store(opfs.source('good'), { name: 'A clip' }, { key: 'good' }).done;
      for (const name of ['gone.bin', 'gone.1f.bin', 'good.1f.bin', 'empty.json', 'bad.1f.bin', 'bad.json']) {
        await opfs.write(name, name === 'empty.json' ? '' : '{');
      }
      const slow = opfs.heldCopy('slow');
      await slow.begun;
      await piya.opfsStore().pending();
      const today = await opfs.names();
      const pending = (await piya.opfsStore({ clock: tomorrow }).pending()).map(({ key }) => key);
      slow.goOn();
      await slow.upload.done;
      return { today, pending, names: await opfs.names(), text: await opfs.stored('slow') };
    });
    expect(result).toEqual({
      today: expect.arrayContaining(['gone.bin', 'gone.1f.bin', 'good.1f.bin', 'empty.json']),
      pending: ['good'],
      names: [
        ...['bad.1f.bin', 'bad.json', expect.stringMatching(/^good\.\w{32}\.bin$/), 'good.json'],
        ...[expect.stringMatching(/^slow\.\w{32}\.bin$/), 'slow.json'],
      ],
      text: '0123456789',
    });
  });

  it.each(['is never answered', 'is refused with an error'])('stores though the wish to persist %s', async (how) => {
    const stored = await page.evaluate(async (how) => {
      navigator.storage.persist = () =>
        how.includes('never') ? new Promise(() => undefined) : Promise.reject(new Error());
      return piya.opfsStore().store(opfs.source('text'), { name: 'A clip' }, { key: 'k' }).done;
    }, how);
    expect(stored).toMatchObject({ key: 'k' });
  });

  it('says so where the browser cannot write (Safari before 26), and leaves nothing behind', async () => {
    const result = await page.evaluate(async () => {
      Reflect.deleteProperty(FileSystemFileHandle.prototype, 'createWritable');
      const upload = piya.opfsStore().store(opfs.source('text'), { name: 'A clip' }, { key: 'k' });
      const { code, message } = await upload.done.catch((error) => error);
      return { code, message, pending: await piya.opfsStore().pending(), names: await opfs.names() };
    });
    expect(result).toEqual({
      code: 'config/unsupported',
      message:
        'This browser cannot write into its private file system (Safari can from 26 on). Update it, or use another store.',
      ...{ pending: [], names: [] },
    });
  });
});

describe('a page that is offline', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ media: 'sniff' });
  });
  afterAll(() => sandbox?.close());

  it('keeps the file, and sends it once after a reload when the network is back (promise 2, promise 34)', async () => {
    const { url, account } = sandbox;
    await context.setOffline(true);
    const stored = await page.evaluate(async (url) => {
      const client = new piya.PeerTubeClient({ url });
      const hybrid = new piya.HybridUploader({ primary: client.uploads, fallback: piya.opfsStore() });
      const bytes = crypto.getRandomValues(new Uint8Array(50_000));
      bytes.set([0, 0, 0, 24, ...new TextEncoder().encode('ftypisom')]);
      const file = new File([bytes], 'offline.mp4', { type: 'video/mp4' });
      const result = await hybrid.upload(file, { name: 'Made offline', privacy: 'unlisted' }).done;
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return { kind: result.kind, key: result.key, online: navigator.onLine, sha256 };
    }, url);
    expect(stored).toMatchObject({ kind: 'stored', online: false });
    expect(sandbox.videos()).toHaveLength(0);

    await context.setOffline(false);
    await page.reload();
    const report = await page.evaluate(
      async ({ url, username, password }) => {
        const client = new piya.PeerTubeClient({ url });
        await client.auth.signIn({ username, password });
        const hybrid = new piya.HybridUploader({ primary: client.uploads, fallback: piya.opfsStore() });
        const stop = new AbortController();
        const reports: string[][] = [];
        await hybrid.keepPromoting({
          signal: stop.signal,
          onReport: ({ promoted }) => {
            reports.push(promoted.map((one) => one.stored.key));
            stop.abort();
          },
        });
        return { reports, pending: await hybrid.pending(), again: (await hybrid.promote()).promoted.length };
      },
      { url, username: account.username, password: account.password },
    );
    expect(report).toEqual({ reports: [[stored.key]], pending: [], again: 0 });
    const [video, ...others] = sandbox.videos();
    expect(video).toMatchObject({ name: 'Made offline', privacy: 2 });
    expect(others).toEqual([]);
    await until('the file at PeerTube', async () => (await sandbox.sha256Of(video?.uuid ?? '')) === stored.sha256);
  });
});

/** A page of an origin of its own, with the SDK in it. */
async function serveSite(): Promise<{ url: string; server: Server }> {
  const script = await bundle(join(import.meta.dirname, 'stores/in-page.mjs'), {
    ...{ format: 'iife', name: 'piya' },
    conditions: ['browser'],
  });
  const server = createServer((request, response) => {
    const isScript = request.url === '/piya.js';
    response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><title>stores</title><script src="/piya.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The site has no port.');
  return { url: `http://127.0.0.1:${address.port}/`, server };
}
