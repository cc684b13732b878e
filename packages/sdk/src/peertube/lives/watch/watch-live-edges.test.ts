import { createFakeClock } from '@piyakast/testing/kit';
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeInstance } from '../../../test-support/fake-instance.js';
import { json, problem, unreachable } from '../../../test-support/transcript.js';
import { createPeerTube } from '../../request/create-peertube.js';
import type { LiveSocketConnect } from './live-socket.js';
import type { LiveStatus } from './live-status.js';
import { watchLive } from './watch-live.js';

const url = 'https://video.example';
const MINUTE_MS = 60_000;

interface Facts {
  state: number;
  isLive?: boolean;
  playlists?: number;
  saveReplay?: boolean;
  answer?: () => Response;
}

/** An instance that says of its one live whatever the test says. */
function scripted(facts: Facts) {
  const clock = createFakeClock();
  const asked: string[] = [];
  const peertube = createPeerTube({
    url,
    clock,
    retry: { limit: 0 },
    fetch: async (input) => {
      const { pathname } = new URL(String(input));
      asked.push(pathname);
      if (facts.answer) return facts.answer();
      const { state, isLive = true, playlists = 1, saveReplay = true } = facts;
      if (pathname.includes('/live/')) return json({ permanentLive: false, saveReplay, latencyMode: 1 });
      const streamingPlaylists = Array.from({ length: playlists }, () => ({ type: 1 }));
      return json({ id: 7, uuid: 'u', isLive, viewers: 0, state: { id: state }, streamingPlaylists });
    },
  });
  return { clock, asked, peertube, facts };
}

function follow(watching: AsyncIterable<LiveStatus>) {
  const seen: LiveStatus[] = [];
  const done = (async () => {
    for await (const status of watching) seen.push(status);
  })();
  done.catch(() => undefined);
  return { seen, done, states: () => seen.map(({ state }) => state) };
}

describe('watchLive() at the edges', () => {
  beforeAll(async () => {
    await import('./follow-live.js');
  });

  it('says that no replay comes when PeerTube tidied a live away without one', async () => {
    const { clock, peertube, facts } = scripted({ state: 1 });
    const { seen, done, states } = follow(watchLive(peertube, 7, { socket: false }));
    await clock.advance(0);
    facts.state = 5;
    await clock.advance(5 * MINUTE_MS);
    expect(states()).toEqual(['live', 'ended', 'replay-processing']);
    facts.playlists = 0;
    await clock.advance(5_000);
    await done;
    expect(seen.at(-1)).toMatchObject({
      state: 'error',
      replay: null,
      problem: { sessionError: null, detail: 'PeerTube could not make a replay of the broadcast.' },
    });
  });

  it('asks less and less while the instance is away, keeps what it told, and goes on when it is back', async () => {
    const { clock, asked, peertube, facts } = scripted({ state: 1, saveReplay: false });
    const { done, states } = follow(watchLive(peertube, 7, { socket: false }));
    await clock.advance(0);
    facts.answer = () => {
      throw unreachable();
    };
    const before = asked.length;
    await clock.advance(10 * MINUTE_MS);
    // 10, 20 and 40 s, then each minute; at the pace of 5 s it would be 120.
    expect(asked.length - before).toBeGreaterThan(9);
    expect(asked.length - before).toBeLessThan(14);
    expect(states()).toEqual(['live']);
    delete facts.answer;
    facts.state = 5;
    await clock.advance(MINUTE_MS);
    await done;
    expect(states()).toEqual(['live', 'ended']);
  });

  it.each([
    [() => problem(404, 'Video not found'), { code: 'live/not-found' }],
    [() => problem(401, 'Not authenticated'), { code: 'live/not-found' }],
    [() => problem(403, 'A password', 'incorrect_video_password'), { code: 'video/password-incorrect' }],
    [() => json({ id: 7 }), { code: 'http/unexpected-body' }],
  ])('ends with what happened to the live: %s', async (answer, expected) => {
    const { clock, peertube, facts } = scripted({ state: 1 });
    const { done } = follow(watchLive(peertube, 7, { socket: false }));
    await clock.advance(0);
    facts.answer = answer;
    await clock.advance(10_000);
    await expect(done).rejects.toMatchObject(expected);
  });

  it('follows a live with a password for who knows it', async () => {
    const { fake, clock, client, signedIn } = fakeInstance();
    const owner = await signedIn();
    const [channel] = await owner.channels.list();
    const { uuid } = await owner.live.create({
      name: 'For friends',
      channelId: channel?.id ?? 0,
      privacy: 'password',
      videoPasswords: ['open sesame'],
    });
    const { done, states } = follow(client().live.watch(uuid, { socket: false, password: 'open sesame' }));
    await clock.advance(0);
    fake.goLive(uuid);
    await clock.advance(MINUTE_MS);
    fake.endLive(uuid);
    await clock.advance(10_000);
    await done;
    expect(states()).toEqual(['waiting', 'live', 'ended']);
    await expect(client().live.watch(uuid).next()).rejects.toMatchObject({ code: 'video/password-required' });
    const wrong = client().live.watch(uuid, { password: 'open barley' });
    await expect(wrong.next()).rejects.toMatchObject({ code: 'video/password-incorrect' });
  });

  it('follows a private live for its owner, and for nobody else', async () => {
    const { clock, client, signedIn } = fakeInstance();
    const owner = await signedIn();
    const [channel] = await owner.channels.list();
    const { uuid } = await owner.live.create({ name: 'Rehearsal', channelId: channel?.id ?? 0, privacy: 'private' });
    await expect(client().live.watch(uuid).next()).rejects.toMatchObject({ code: 'video/private' });
    const { states } = follow(owner.live.watch(uuid, { socket: false }));
    await clock.advance(0);
    expect(states()).toEqual(['waiting']);
  });

  it('names the replay of the first broadcast when it can be played, also while the second is on air', async () => {
    const { fake, clock, signedIn } = fakeInstance({
      features: { live: { timeline: { replayProcessingMs: 60_000 } } },
    });
    const owner = await signedIn();
    const [channel] = await owner.channels.list();
    const { uuid } = await owner.live.create({
      name: 'Every evening',
      channelId: channel?.id ?? 0,
      privacy: 'public',
      permanentLive: true,
      saveReplay: true,
    });
    const { seen } = follow(owner.live.watch(uuid, { socket: false }));
    await clock.advance(0);
    fake.goLive(uuid);
    await clock.advance(MINUTE_MS);
    fake.endLive(uuid);
    await clock.advance(10_000);
    fake.goLive(uuid);
    await clock.advance(5 * MINUTE_MS + 20_000);
    const [first] = await owner.live.sessions(uuid);
    expect(first?.replayVideo).not.toBeNull();
    expect(seen.at(-1)).toMatchObject({ state: 'live', replay: null });
    await clock.advance(MINUTE_MS);
    expect(seen.at(-1)).toMatchObject({ state: 'live', replay: { uuid: first?.replayVideo?.uuid } });
  });

  it('closes its connection when the loop is left in the middle', async () => {
    const { clock, peertube } = scripted({ state: 1 });
    let open = 0;
    let tell: ((viewers: number) => void) | undefined;
    const connect: LiveSocketConnect = async ({ onViewers }) => {
      open += 1;
      tell = onViewers;
      return { close: () => (open -= 1) };
    };
    const left = (async () => {
      for await (const { viewers } of watchLive(peertube, 7, { socket: connect })) if (viewers === 3) break;
    })();
    await clock.advance(0);
    expect(open).toBe(1);
    tell?.(3);
    await left;
    expect(open).toBe(0);
  });

  it('ends also while its connection never opens', async () => {
    const { peertube } = scripted({ state: 1 });
    const connect: LiveSocketConnect = () => new Promise(() => undefined);
    const watching = watchLive(peertube, 7, { socket: connect });
    expect(await watching.next()).toMatchObject({ value: { state: 'live' } });
    expect(await watching.return()).toEqual({ done: true, value: undefined });
  });

  it('refuses a pace that would ask without end', async () => {
    const { peertube } = scripted({ state: 1 });
    await expect(watchLive(peertube, 7, { pollMs: 0 }).next()).rejects.toMatchObject({
      code: 'config/invalid-option',
      message: 'The option "pollMs" must be a number above 0.',
    });
  });
});
