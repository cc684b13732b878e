import { beforeAll, describe, expect, it } from 'vitest';
import { fakeInstance } from '../../../test-support/fake-instance.js';
import type { PeerTubeClient } from '../../client/peertube-client.js';
import type { LiveSocketConnect, LiveSocketOptions } from './live-socket.js';
import type { LiveStatus, WatchLiveOptions } from './live-status.js';

const MINUTE_MS = 60_000;

async function createLive(client: PeerTubeClient, settings: { permanentLive?: boolean; saveReplay: boolean }) {
  const [channel] = await client.channels.list();
  return client.live.create({ name: 'A live', channelId: channel?.id ?? 0, privacy: 'public', ...settings });
}

/** Collects what a watch tells until it ends. */
function follow(client: PeerTubeClient, id: string, options: WatchLiveOptions = {}) {
  const seen: LiveStatus[] = [];
  const done = (async () => {
    for await (const status of client.live.watch(id, { socket: false, ...options })) seen.push(status);
  })();
  done.catch(() => undefined);
  return { seen, done, states: () => seen.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]) };
}

// Loaded on demand; the clock of these tests waits for nobody.
beforeAll(async () => {
  await import('./follow-live.js');
});

describe('watchLive()', () => {
  it('follows a normal live to its replay (promise 20)', async () => {
    const { fake, clock, signedIn } = fakeInstance();
    const client = await signedIn();
    const live = await createLive(client, { saveReplay: true });
    const watch = follow(client, live.uuid);
    await clock.advance(10_000);
    fake.goLive(live.uuid);
    await clock.advance(MINUTE_MS);
    fake.endLive(live.uuid);
    await clock.advance(6 * MINUTE_MS);
    await watch.done;
    expect(watch.states()).toEqual(['waiting', 'live', 'ended', 'replay-processing', 'replay-ready']);
    expect(watch.seen.at(-1)?.replay?.uuid).toBe(live.uuid);
  });

  it('ends with a live that keeps nothing', async () => {
    const { fake, clock, signedIn } = fakeInstance();
    const client = await signedIn();
    const live = await createLive(client, { saveReplay: false });
    const watch = follow(client, live.uuid);
    fake.goLive(live.uuid);
    await clock.advance(MINUTE_MS);
    fake.endLive(live.uuid);
    await clock.advance(10_000);
    await watch.done;
    expect(watch.states()).toEqual(['waiting', 'live', 'ended']);
  });

  it('follows a permanent live through two broadcasts and names each replay (promise 22)', async () => {
    const { fake, clock, signedIn } = fakeInstance();
    const client = await signedIn();
    const live = await createLive(client, { permanentLive: true, saveReplay: true });
    const abort = new AbortController();
    const watch = follow(client, live.uuid, { signal: abort.signal });
    for (let broadcast = 0; broadcast < 2; broadcast += 1) {
      fake.goLive(live.uuid);
      await clock.advance(MINUTE_MS);
      fake.endLive(live.uuid);
      await clock.advance(8 * MINUTE_MS);
    }
    abort.abort(new Error('enough'));
    await expect(watch.done).rejects.toThrow('enough');
    expect(watch.states()).toEqual(['waiting', 'live', 'interrupted', 'waiting', 'live', 'interrupted', 'waiting']);
    const replays = new Set(watch.seen.map(({ replay }) => replay?.uuid).filter((uuid) => uuid !== undefined));
    expect(replays.size).toBe(2);
    expect(replays.has(live.uuid)).toBe(false);
    const series = await client.live.series(live.uuid);
    expect(series.broadcasts).toHaveLength(2);
    expect(series.replays.map(({ uuid }) => uuid)).toEqual([...replays]);
  });

  it('reads the video again on every event, so that a late one does no harm, and tells viewers at once (promise 19)', async () => {
    const { fake, clock, signedIn } = fakeInstance();
    const client = await signedIn();
    const live = await createLive(client, { saveReplay: false });
    let socket: LiveSocketOptions | undefined;
    let isClosed = false;
    const connect: LiveSocketConnect = async (options) => {
      socket = options;
      return { close: () => (isClosed = true) };
    };
    const watch = follow(client, live.uuid, { socket: connect, pollMs: 10 * MINUTE_MS });
    await clock.advance(0);
    expect(socket?.videoId).toBe(live.id);
    fake.goLive(live.uuid);
    await clock.advance(MINUTE_MS);
    socket?.onChange();
    await clock.advance(0);
    socket?.onViewers(7);
    await clock.advance(0);
    expect(watch.seen.at(-1)).toMatchObject({ state: 'live', viewers: 7 });
    fake.endLive(live.uuid);
    await clock.advance(10_000);
    // The announcement of the beginning, as late as PeerTube sends it.
    socket?.onChange();
    await clock.advance(0);
    await watch.done;
    expect(watch.states()).toEqual(['waiting', 'live', 'ended']);
    expect(isClosed).toBe(true);
  });

  it('goes on through an outage, and ends when the live is deleted', async () => {
    const { fake, clock, signedIn } = fakeInstance();
    const client = await signedIn();
    const live = await createLive(client, { saveReplay: false });
    const watch = follow(client, live.uuid);
    await clock.advance(1_000);
    fake.faults.set({ down: true });
    await clock.advance(5 * MINUTE_MS);
    fake.faults.clear();
    fake.goLive(live.uuid);
    await clock.advance(3 * MINUTE_MS);
    expect(watch.states()).toEqual(['waiting', 'live']);
    await client.live.delete(live.uuid);
    await clock.advance(MINUTE_MS);
    await expect(watch.done).rejects.toMatchObject({
      code: 'live/not-found',
      message: 'The live can no longer be seen: it was deleted or made private. Create a new one.',
    });
  });

  it('fails at once for a video that is not there', async () => {
    const { client } = fakeInstance();
    const watch = follow(client(), '00000000-0000-4000-8000-000000000000');
    await expect(watch.done).rejects.toMatchObject({ code: 'video/not-found' });
  });
});

describe('lives', () => {
  it('creates a live whose replay stays off (promise 21)', async () => {
    const { signedIn } = fakeInstance();
    const client = await signedIn();
    const live = await createLive(client, { saveReplay: false });
    const { saveReplay, permanentLive, streamKey, rtmpUrl, latencyMode } = await client.live.get(live.uuid);
    expect({ saveReplay, permanentLive, latencyMode }).toEqual({
      saveReplay: false,
      permanentLive: false,
      latencyMode: 'default',
    });
    expect(rtmpUrl).not.toContain(streamKey);
  });

  it('changes one setting of a live with a replay, which PeerTube alone would answer with 500', async () => {
    const { signedIn } = fakeInstance();
    const client = await signedIn();
    const live = await createLive(client, { saveReplay: true });
    await client.live.update(live.uuid, { latencyMode: 'small', name: 'Another name' });
    expect(await client.live.get(live.uuid)).toMatchObject({
      latencyMode: 'small',
      saveReplay: true,
      replaySettings: { privacy: 'public' },
    });
    await client.live.update(live.uuid, { saveReplay: false });
    expect(await client.live.get(live.uuid)).toMatchObject({ latencyMode: 'small', saveReplay: false });
    expect((await client.videos.get(live.uuid)).name).toBe('Another name');
  });

  it('refuses to change a live on air, shows its key to nobody else, and gives it another key (promise 52)', async () => {
    const { fake, clock, client, signedIn } = fakeInstance();
    const owner = await signedIn();
    const live = await createLive(owner, { saveReplay: true });
    const { streamKey } = await owner.live.get(live.uuid);
    expect((await client().live.get(live.uuid)).streamKey).toBeUndefined();
    fake.goLive(live.uuid);
    await clock.advance(MINUTE_MS);
    await expect(owner.live.update(live.uuid, { latencyMode: 'high' })).rejects.toMatchObject({
      code: 'live/already-started',
    });
    await expect(owner.live.rotateKey(live.uuid)).rejects.toMatchObject({ code: 'live/already-started' });
    const next = await owner.live.rotateKey(live.uuid, { dropReplay: true });
    expect((await owner.live.get(next.uuid)).streamKey).not.toBe(streamKey);
    await expect(owner.live.get(live.uuid)).rejects.toMatchObject({ code: 'live/not-found' });
  });

  it.each([
    [{ enabled: false }, 'live/disabled'],
    [{ allowReplay: false }, 'live/replay-not-allowed'],
    [{ latencySetting: false }, 'live/latency-not-allowed'],
    [{ maxUserLives: 0 }, 'live/limit-reached'],
  ])('names why a live cannot be made: %j (promise 63)', async (features, code) => {
    const { signedIn } = fakeInstance({ features: { live: features } });
    const client = await signedIn();
    const [channel] = await client.channels.list();
    const request = { name: 'A live', channelId: channel?.id ?? 0, saveReplay: true, latencyMode: 'small' as const };
    await expect(client.live.create(request)).rejects.toMatchObject({ name: 'LiveError', code, status: 403 });
  });
});
