import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { url } from '../../test-support/scripted-client.js';
import { json, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

describe('views.start()', () => {
  it('reports while it plays, as often as the instance asks, and once more at the end', async () => {
    const { clock, fake, client, asked } = fakeInstance();
    const viewer = client();
    let position: number | undefined;
    const viewing = viewer.views.start('u', { position: () => position, duration: 60 });
    await clock.advance(12_000);
    const views = () => asked().filter((entry) => entry.endsWith('/views')).length;
    expect(views()).toBe(0);
    position = 3;
    await clock.advance(10_000);
    expect(views()).toBe(2);
    await viewing.stop().catch(() => undefined);
    await clock.advance(60_000);
    expect(views()).toBe(3);
    expect(fake.log.since().length).toBeGreaterThan(3);
  });
});

describe('startViewing() on a page without TLS', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('makes the id of its session without crypto.randomUUID, another one each time', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const { fetch, sent } = transcript(({ url: { pathname } }) =>
      pathname.endsWith('/config')
        ? json({ serverVersion: '6.3.0', views: { videos: { watchingInterval: { anonymous: 5_000 } } } })
        : new Response(null, { status: 204 }),
    );
    const { views } = new PeerTubeClient({ url, fetch });
    for (let time = 0; time < 2; time += 1) await views.start('u', { position: () => 3 }).stop();
    const ids = sent.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body).sessionId]));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(ids).size).toBe(2);
  });
});
