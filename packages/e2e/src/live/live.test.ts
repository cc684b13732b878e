import { randomUUID } from 'node:crypto';
import { isPiyaError, type LiveState, type PeerTubeClient, watchUrl } from '@piyakast/sdk';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.js';
import { servePage } from '../support/page-server.js';
import { pushRtmp } from '../support/rtmp.js';
import { noteEngines, watching } from '../support/watching.js';
import { createdVideos, instance, ownChannelId, signedIn } from './instance.js';
import { until } from './until.js';
import { fetchWithinLimit } from './within-limit.js';

describe('a live on the real instance', () => {
  let client: PeerTubeClient;
  let browser: Browser;
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await created.removeAll();
  });

  it('is waited for, shown while an encoder sends, and ended with it (promises 16, 17, 20 and 21)', async () => {
    const live = await client.live.create({
      name: `live ${randomUUID()}`,
      channelId: await ownChannelId(client),
      privacy: 'public',
      saveReplay: false,
      latencyMode: 'small',
    });
    created.add(live.uuid);
    const settings = await client.live.get(live.uuid);
    expect(settings.saveReplay).toBe(false);
    expect(settings.permanentLive).toBe(false);
    const { rtmpUrl, streamKey } = settings;
    if (!rtmpUrl || !streamKey) throw new Error('the owner got no RTMP address');

    const stopWatching = new AbortController();
    const states: LiveState[] = [];
    const following = (async () => {
      for await (const { state } of client.live.watch(live.uuid, { signal: stopWatching.signal })) states.push(state);
    })().catch((error: unknown) => {
      if (!stopWatching.signal.aborted) throw error;
    });

    const site = await servePage(
      `<piya-player src="${watchUrl(instance.url, live.uuid)}" muted autoplay></piya-player>`,
    );
    const page = await browser.newPage();
    await noteEngines(page);
    await page.goto(site.url);
    const player = () => watching(page, 'piya-player');
    await until('the waiting screen', async () => {
      const now = await player();
      return now.frames === 0 && now.text.trim().length > 0;
    });

    const encoder = pushRtmp(rtmpUrl, streamKey);
    try {
      await until('the live picture in the player', async () => (await player()).frames > 25);
      expect((await player()).engine).toBe('hls');
      await until('the sign "live" in the player', () =>
        page.locator('piya-player').locator('[part~="live-badge"]').isVisible(),
      );
      await until('the state "live"', () => states.includes('live'));
      expect(states[0]).toBe('waiting');
    } finally {
      await encoder.stop();
    }
    await until('the state "ended"', () => states.includes('ended'));
    stopWatching.abort();
    await following;
    await page.close();
    await site.close();
  });

  it('refuses a wrong key (promise 53)', async () => {
    const live = await client.live.create({ name: `wrong key ${randomUUID()}`, channelId: await ownChannelId(client) });
    created.add(live.uuid);
    const { rtmpUrl } = await client.live.get(live.uuid);
    if (!rtmpUrl) throw new Error('the owner got no RTMP address');
    const encoder = pushRtmp(rtmpUrl, randomUUID(), 20);
    const code = await new Promise<number | null>((done) => encoder.process.once('exit', done));
    expect(code).not.toBe(0);
  });

  it('shows its key to the owner alone (promise 54)', async () => {
    const live = await client.live.create({
      name: `key ${randomUUID()}`,
      channelId: await ownChannelId(client),
      privacy: 'public',
    });
    created.add(live.uuid);
    const answer = await fetchWithinLimit(`${instance.url}/api/v1/videos/live/${live.uuid}`);
    expect(await answer.json()).not.toHaveProperty('streamKey');
  });

  it('says which channel is wrong (promise 63)', async () => {
    const failure = await client.live
      .create({ name: 'no channel', channelId: 999_999_999 })
      .catch((error: unknown) => error);
    expect(isPiyaError(failure) && failure.code).toBe('channel/not-found');
  });
});
