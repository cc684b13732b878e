import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium } from '../support/browser.ts';
import { bundle } from '../support/bundle.ts';

const SAMPLE_MS = 100;

/**
 * One upload by the SDK from a file input of a page.
 *
 * @returns Its time, and memory of the page's JavaScript heap and of its whole process (on Linux), in bytes: at
 * rest, on average in the second and in the last quarter of the upload, and at most.
 */
export async function uploadFromPage(server, path) {
  const site = await serveSite();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.setInputFiles('input', path);
    await page.evaluate((account) => piyaBench.signIn(account), server.account);
    const sample = await sampler(browser, page);
    await page.requestGC();
    await sleep(1000);
    const idle = await sample();
    const samples = [];
    const upload = page.evaluate(() => piyaBench.upload(document.querySelector('input').files[0]));
    let ended = false;
    const watched = (async () => {
      while (!ended) {
        samples.push(await sample());
        await sleep(SAMPLE_MS);
      }
    })();
    const { uuid, seconds } = await upload.finally(() => {
      ended = true;
    });
    await watched;
    await server.forget(uuid);
    const memory = {};
    for (const name of Object.keys(idle)) memory[name] = describe(idle, samples, name);
    return { version: browser.version(), seconds, memory };
  } finally {
    await browser.close();
    site.close();
  }
}

function describe(idle, samples, name) {
  const values = samples.map((sample) => sample[name]);
  const quarter = (index) => values.slice((index * values.length) / 4, ((index + 1) * values.length) / 4);
  const mean = (some) => some.reduce((sum, value) => sum + value, 0) / some.length;
  return { idle: idle[name], second: mean(quarter(1)), last: mean(quarter(3)), peak: Math.max(...values) };
}

async function sampler(browser, page) {
  const ofPage = await page.context().newCDPSession(page);
  await ofPage.send('Performance.enable');
  const pid = process.platform === 'linux' ? await rendererOf(browser, page) : undefined;
  return async () => {
    const { metrics } = await ofPage.send('Performance.getMetrics');
    const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
    return { "the page's JavaScript heap": heap, ...(pid ? { "the page's process": residentBytes(pid) } : {}) };
  };
}

/** The page's process is the renderer that works when the page does. */
async function rendererOf(browser, page) {
  const ofBrowser = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await ofBrowser.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer');
  };
  const before = new Map((await renderers()).map(({ id, cpuTime }) => [id, cpuTime]));
  await page.evaluate(() => {
    const endMs = performance.now() + 300;
    while (performance.now() < endMs);
  });
  const busy = (await renderers()).map(({ id, cpuTime }) => ({ id, worked: cpuTime - (before.get(id) ?? 0) }));
  return busy.sort((a, b) => b.worked - a.worked)[0].id;
}

const residentBytes = (pid) =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

async function serveSite() {
  const script = await bundle(join(import.meta.dirname, 'page-script.mjs'), {
    ...{ format: 'iife', name: 'piyaBench' },
    conditions: ['browser'],
  });
  const server = createServer((request, response) => {
    const isScript = request.url === '/bench.js';
    response.setHeader('content-type', `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`);
    response.end(
      isScript ? script : '<!doctype html><title>bench</title><input type="file"><script src="/bench.js"></script>',
    );
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
