import type { PeerTubeClient } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createdVideos, signedIn } from './instance.js';
import { followLive, makeLive, REPLAY_DELAY_MS } from './live-run.js';
import { until } from './until.js';

const ON_AIR_MS = 15_000;
const onAir = (ms = ON_AIR_MS) => new Promise((resolve) => setTimeout(resolve, ms));
/** The wait of PeerTube itself, and time for the encoder before and the transcoding after, on a busy machine. */
const TIMEOUT_MS = REPLAY_DELAY_MS + 600_000;

let lastStart: Promise<unknown> = Promise.resolve();

/**
 * Brings one live on air after the other. Of two with a replay that begin within milliseconds, 8.2.1 loses one: it repeats a
 * transaction with the id of a row that was rolled back, and the live waits for ever while its encoder sends.
 */
function oneByOne<Result>(start: () => Promise<Result>): Promise<Result> {
  const started = lastStart.then(start, start);
  lastStart = started;
  return started;
}

describe.concurrent('replays on the real instance, about 6 minutes together: PeerTube makes them 5 minutes after the end', () => {
  let client: PeerTubeClient;
  const created = createdVideos(() => client);

  beforeAll(async () => {
    client = await signedIn();
  });
  afterAll(async () => {
    await created.removeAll();
  });

  it('follows a normal live to its replay under the same id, with the privacy of the replay (promises 20 and 21)', {
    timeout: TIMEOUT_MS,
  }, async ({ expect }) => {
    const live = await makeLive(client, created, { saveReplay: true, replaySettings: { privacy: 'unlisted' } });
    const owner = followLive(client, live.uuid);
    await owner.waitFor('the state "waiting"', ({ state }) => state === 'waiting');
    const encoder = await oneByOne(async () => {
      const pushing = live.push();
      await owner.waitFor('the state "live"', ({ state }) => state === 'live');
      return pushing;
    });
    await onAir();
    await encoder.stop();
    const endedMs = Date.now();
    await owner.waitFor('the state "replay-ready"', ({ state }) => state === 'replay-ready', TIMEOUT_MS);
    await owner.done;
    expect(owner.failure()).toBeUndefined();
    expect(owner.states()).toEqual(['waiting', 'live', 'ended', 'replay-processing', 'replay-ready']);
    const ended = owner.seen.find(({ state }) => state === 'ended');
    expect((ended?.atMs ?? 0) - endedMs).toBeLessThan(60_000);
    expect(owner.seen.at(-1)).toMatchObject({ replay: { uuid: live.uuid, id: live.id }, problem: null });
    const video = await client.videos.get(live.uuid, { fresh: true });
    expect(video).toMatchObject({ isLive: false, privacy: { id: 2 }, state: { id: 1 } });
    expect(video.duration).toBeGreaterThan(5);
    await expect(client.live.get(live.uuid)).rejects.toMatchObject({ code: 'live/not-found' });
    expect(await client.live.sessionOfReplay(live.uuid)).toMatchObject({ saveReplay: true, error: null });
  });

  it('lists both broadcasts of a permanent live with a replay each in its series (promise 22)', {
    timeout: TIMEOUT_MS,
  }, async ({ expect }) => {
    const live = await makeLive(client, created, {
      permanentLive: true,
      saveReplay: true,
      replaySettings: { privacy: 'private' },
    });
    const owner = followLive(client, live.uuid);
    for (const broadcast of [1, 2]) {
      const onAirBefore = owner.seen.length;
      const began = () => owner.seen.slice(onAirBefore).some(({ state }) => state === 'live');
      const encoder = await oneByOne(async () => {
        const pushing = live.push();
        await until(`the state "live" of broadcast ${broadcast}`, began);
        return pushing;
      });
      await onAir();
      await encoder.stop();
      const ended = () => owner.seen.at(-1)?.state === 'interrupted';
      await until(`the state "interrupted" after broadcast ${broadcast}`, ended);
    }
    const before = await client.live.series(live.uuid);
    expect(before.broadcasts).toHaveLength(2);
    const named = () => new Set(owner.seen.flatMap(({ replay }) => (replay ? [replay.uuid] : [])));
    await until('both replays', () => named().size === 2, { timeoutMs: TIMEOUT_MS, everyMs: 1_000 });
    const { broadcasts, replays } = await client.live.series(live.uuid);
    for (const { uuid } of replays) created.add(uuid);
    expect(broadcasts.map(({ endingProcessed }) => endingProcessed)).toEqual([true, true]);
    expect(replays.map(({ uuid }) => uuid)).toEqual([...named()]);
    for (const { uuid } of replays) {
      expect(uuid).not.toBe(live.uuid);
      const video = await client.videos.get(uuid, { fresh: true });
      expect(video).toMatchObject({ isLive: false, privacy: { id: 3 }, state: { id: 1 } });
    }
    expect(owner.seen.at(-1)?.permanentLive).toBe(true);
    await owner.stop();
    expect(owner.failure()).toBeUndefined();
  });
});
