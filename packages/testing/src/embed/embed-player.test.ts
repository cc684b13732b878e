import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEERTUBE_VERSIONS } from '../peertube/version.js';
import { type EmbedHost, startEmbedHost } from '../test-support/embed-host.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe.each(PEERTUBE_VERSIONS)(
  'the embed page of %s, driven by @peertube/embed-api',
  (version) => {
    let host: EmbedHost;
    beforeAll(async () => {
      host = await startEmbedHost({ version });
    }, 60_000);
    afterAll(() => host?.close());

    it('becomes ready, plays, seeks, pauses and ends (promise 24)', async () => {
      const { drive, event, close } = await host.embed('api=1&muted=1');
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
      await close();
    });

    it('sets volume, rate and captions, and lists resolutions (promise 24)', async () => {
      const { drive, event, close } = await host.embed('api=1');
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
      await close();
    });

    it('never becomes ready without api=1, and never for an unknown video', async () => {
      const silent = await host.embed('');
      await silent.frame().waitForFunction('document.querySelector("video")?.readyState > 0');
      const unknown = await host.embed('api=1', UNKNOWN);
      await unknown.frame().waitForFunction('(document.querySelector("p")?.textContent ?? "") !== ""');
      expect([await silent.isReady(), await unknown.isReady()]).toEqual([false, false]);
      await silent.close();
      await unknown.close();
    });

    it('answers isPlaying() and getCurrentTime() from 8.2 on, and method_not_found before', async () => {
      const { drive, event, close } = await host.embed('api=1&muted=1');
      await drive((player) => player.ready);
      const answer = await drive((player) => player.isPlaying().catch((error: unknown) => String(error)));
      expect(answer).toBe(version === '8.2.1' ? false : 'method_not_found');
      if (version === '8.2.1') {
        await drive((player) => player.play());
        await event('playbackStatusUpdate', (value: { position: number }) => value.position > 0.2);
        expect(await drive((player) => player.isPlaying())).toBe(true);
        expect(await drive((player) => player.getCurrentTime())).toBeGreaterThan(0.2);
      }
      await close();
    });

    it('plays a protected video after its password was given by the API', async () => {
      const protect = { privacy: 5, videoPasswords: ['open sesame'] };
      await host.client.call(`/api/v1/videos/${host.uuid}`, { method: 'PUT', json: protect });
      const { drive, event, close } = await host.embed('api=1&muted=1&waitPasswordFromEmbedAPI=1');
      await drive((player) => player.setVideoPassword('open sesame'));
      await drive((player) => player.ready);
      await drive((player) => player.play());
      await event('playbackStatusUpdate', (value: { position: number }) => value.position > 0.2);
      await close();
      await host.client.call(`/api/v1/videos/${host.uuid}`, { method: 'PUT', json: { privacy: 1 } });
    });

    if (version === '6.3.0') return;

    it('refuses a site that the video is not allowed on, inside the iframe', async () => {
      const path = `/api/v1/videos/${host.uuid}/embed-privacy`;
      const allow = (domains: string[]) => host.client.call(path, { method: 'PUT', json: { policy: 2, domains } });
      await allow(['elsewhere.example']);
      const refused = await host.embed('api=1');
      await refused.frame().waitForFunction('document.querySelector("p").textContent.includes("cannot be embedded")');
      expect(await refused.isReady()).toBe(false);
      await refused.close();
      await allow([host.site]);
      const allowed = await host.embed('api=1');
      await allowed.drive((player) => player.ready);
      await allowed.close();
    });
  },
  30_000,
);
