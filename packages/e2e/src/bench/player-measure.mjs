import { setTimeout as sleep } from 'node:timers/promises';
import { probe } from './player-probe.mjs';

/** A slow phone on a slow line. */
export const SLOW = { latency: 150, kbps: 1600, cpu: 4 };

/**
 * Opens a page and waits until its picture moves, or until `lookMs` have passed.
 *
 * @returns Milliseconds since the page began to load, and what was downloaded until the first frame.
 */
export async function measure(browser, url, { throttle, lookMs = 0, click, timeoutMs = 30_000, until = 'moving' }) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const scripts = watchScripts(session);
    await session.send('Network.enable');
    if (throttle !== undefined) {
      const throughput = (throttle.kbps * 1000) / 8;
      const link = {
        offline: false,
        latency: throttle.latency,
        downloadThroughput: throughput,
        uploadThroughput: throughput,
      };
      await session.send('Network.emulateNetworkConditions', link);
      await session.send('Emulation.setCPUThrottlingRate', { rate: throttle.cpu });
    }
    await page.addInitScript(probe);
    await page.goto(url, { waitUntil: click ? 'networkidle' : 'commit' });
    const fromMs = click ? await clickOn(page, click) : 0;
    const read = () => page.evaluate(() => ({ ...piyaBench, video: undefined, nowMs: performance.now() }));
    const isThere = ({ movingMs, errorMs }) => (until === 'error' ? errorMs : movingMs) !== undefined;
    const endsAt = Date.now() + timeoutMs;
    let result = await read();
    while (!isThere(result) && Date.now() < endsAt) {
      await sleep(100);
      result = await read();
    }
    if (lookMs > 0) await sleep(lookMs);
    result = await read();
    const { timeOrigin } = await page.evaluate(() => ({ timeOrigin: performance.timeOrigin }));
    const before = scripts.filter(({ atMs }) => atMs - timeOrigin <= (result.firstFrameMs ?? Infinity));
    return {
      firstFrameMs: result.firstFrameMs - fromMs,
      movingMs: result.movingMs - fromMs,
      worstFreezeMs: result.worstFreezeMs,
      errorMs: result.errorMs,
      codeKiB: sum(before) / 1024,
      codeRequests: before.length,
      allCodeKiB: sum(scripts) / 1024,
    };
  } finally {
    await context.close();
  }
}

const sum = (scripts) => scripts.reduce((total, { bytes }) => total + bytes, 0);

async function clickOn(page, selector) {
  const box = await page.locator(selector).boundingBox();
  const fromMs = await page.evaluate(() => performance.now());
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  return fromMs;
}

/** Scripts and styles with their size on the wire, in the order in which they arrived. */
function watchScripts(session) {
  const kinds = new Map();
  const scripts = [];
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (['Script', 'Stylesheet'].includes(kinds.get(requestId)))
      scripts.push({ bytes: encodedDataLength, atMs: Date.now() });
  });
  return scripts;
}

/** What players cost while they wait. */
export async function measureIdle(browser, url) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const scripts = watchScripts(session);
    await session.send('Network.enable');
    await session.send('Performance.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpu });
    await page.addInitScript(probe);
    await page.addInitScript(() => {
      globalThis.piyaBlocking = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) globalThis.piyaBlocking += Math.max(0, duration - 50);
      }).observe({ type: 'longtask', buffered: true });
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.requestGC();
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name) => metrics.find((each) => each.name === name).value;
    return {
      wireKiB: sum(scripts) / 1024,
      requests: scripts.length,
      heapMiB: metric('JSHeapUsedSize') / 2 ** 20,
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      blockingMs: await page.evaluate(() => globalThis.piyaBlocking),
    };
  } finally {
    await context.close();
  }
}
