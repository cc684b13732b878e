import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PeerTubeClient, watchUrl } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.js';
import { makeClip } from '../support/clips.js';
import { servePage } from '../support/page-server.js';
import { noteEngines, watching } from '../support/watching.js';
import { createdVideos, instance, ownChannelId, signedIn } from './instance.js';
import { PLAYABLE_MS } from './own-video.js';
import { until } from './until.js';

describe("a video of the real instance in a stranger's page", () => {
  let folder: string;
  let client: PeerTubeClient;
  let browser: Browser;
  let watch: string;
  const created = createdVideos(() => client);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'piyakast-live-'));
    client = await signedIn();
    const clip = await makeClip(join(folder, 'clip.mp4'), { seconds: 12 });
    const upload = client.uploads.upload(await fileSource(clip), {
      name: `playback ${randomUUID()}`,
      channelId: await ownChannelId(client),
      privacy: 'public',
    });
    const { uuid } = await upload.done;
    created.add(uuid);
    await client.uploads.waitUntilPlayable(uuid, { timeoutMs: PLAYABLE_MS });
    watch = watchUrl(instance.url, uuid);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await created.removeAll();
    await rm(folder, { recursive: true, force: true });
  });

  const opened = async (tag: 'piya-player' | 'piya-embed', attributes: string) => {
    const site = await servePage(`<${tag} ${attributes}></${tag}>`);
    const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
    await noteEngines(page);
    await page.goto(site.url);
    // The loader brings the tags that a page has, and no others.
    await page.waitForFunction((name) => customElements.get(name) !== undefined, tag);
    return {
      page,
      close: async () => {
        await page.close();
        await site.close();
      },
    };
  };

  it('plays its HLS in <piya-player> (promise 32)', async () => {
    const { page, close } = await opened('piya-player', `src="${watch}" muted autoplay`);
    try {
      const seen = await until('a moving picture', async () => {
        const now = await watching(page, 'piya-player');
        return now.currentTime > 2 && now.frames > 20 && now;
      });
      expect(seen.engine).toBe('hls');
      await page.locator('piya-player').evaluate((player: HTMLMediaElement) => {
        player.currentTime = 8;
      });
      await until('the new position', async () => (await watching(page, 'piya-player')).currentTime > 8.3);
    } finally {
      await close();
    }
  });

  it('plays its own embed page in <piya-embed>, driven by the embed API (promises 23 and 24)', async () => {
    const { page, close } = await opened('piya-embed', `src="${watch}" muted`);
    try {
      const embed = page.locator('piya-embed');
      await embed.evaluate((element: HTMLMediaElement) => element.play());
      const seen = await until('a running position', async () => {
        const now = await watching(page, 'piya-embed');
        return now.currentTime > 1.5 && now;
      });
      expect(seen.engine).toBe('embed');
      await embed.evaluate((element: HTMLMediaElement) => element.pause());
      await until('the pause', async () => (await watching(page, 'piya-embed')).paused);
      await embed.evaluate((element: HTMLMediaElement) => {
        element.currentTime = 9;
      });
      await until('the new position', async () => (await watching(page, 'piya-embed')).currentTime >= 8.9);
    } finally {
      await close();
    }
  });
});
