import { LIVE_SESSION_ERRORS } from '@piyakast/sdk';
import { describe, expect, it } from 'vitest';
import type { StreamRow } from '../db/schema.js';
import type { RemoteSession, RemoteVideo } from '../peertube/gateway.js';
import { decideLive, needsSessions } from './decide.js';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const row = (change: Partial<StreamRow> = {}) =>
  ({
    state: 'waiting',
    viewers: 0,
    replays: [],
    earlierReplays: [],
    saveReplay: true,
    startedAt: null,
    endedAt: null,
    problemDetail: null,
    createdAt: new Date(NOW - 60_000),
    updatedAt: new Date(NOW - 60_000),
    ...change,
  }) as StreamRow;
const video = (change: Partial<RemoteVideo> = {}): RemoteVideo => ({
  id: 1,
  uuid: 'one',
  stateId: 4,
  isLive: true,
  embedUrl: 'https://video.example/videos/embed/one',
  fileUrl: null,
  posterUrl: null,
  channelId: 1,
  durationSeconds: 0,
  viewers: 0,
  ...change,
});
const session = (change: Partial<RemoteSession> = {}): RemoteSession => ({
  startedAt: '2026-01-01T11:00:00Z',
  endedAt: null,
  error: null,
  replay: null,
  ...change,
});
const live = { state: 'live' as const, startedAt: new Date(NOW - 30_000) };

/** As the watcher does it: the sessions are asked for only where they count. */
function decide(row: StreamRow, seen: RemoteVideo | undefined, sessions?: RemoteSession[]) {
  const asks = needsSessions(row, seen, NOW);
  if (asks !== (sessions !== undefined)) throw new Error(asks ? 'sessions are needed' : 'sessions are asked in vain');
  return decideLive(row, { video: seen, sessions }, NOW);
}

describe('replays under an earlier key', () => {
  it('stay in the list, before those of the present one', () => {
    const at = '2026-01-01T00:00:00.000Z';
    const earlier = { uuid: 'old', embedUrl: 'https://video.example/videos/embed/old', startedAt: at };
    const replay = { uuid: 'new', embedUrl: 'https://video.example/videos/embed/new' };
    const seen = { video: video(), sessions: [{ startedAt: at, endedAt: at, error: null, replay }] };
    const seenRow = row({ state: 'live', startedAt: new Date(at), replays: [earlier], earlierReplays: [earlier] });
    expect(decideLive(seenRow, seen, Date.parse(at) + 60_000).change?.replays).toMatchObject([
      { uuid: 'old' },
      { uuid: 'new' },
    ]);
  });
});

describe('decideLive()', () => {
  it('a live that waits stays so, whatever its playlists say, and costs one request', () => {
    expect(decide(row(), video())).toEqual({ again: 3 });
  });

  it('is looked at seldom when no encoder came for a day', () => {
    expect(decide(row({ updatedAt: new Date(NOW - 25 * 3_600_000) }), video())).toEqual({ again: 30 });
  });

  it('goes live with state 1, since the encoder began, and reports viewers only when they change', () => {
    const startedAt = '2026-01-01T11:59:45.000Z';
    const began = decide(row(), video({ stateId: 1, viewers: 2 }), [session(), session({ startedAt })]);
    expect(began.change).toMatchObject({ state: 'live', viewers: 2, startedAt: new Date(startedAt), endedAt: null });
    expect(decide(row({ ...live, viewers: 2 }), video({ stateId: 1, viewers: 2 }))).toEqual({ again: 3 });
    expect(decide(row({ ...live, viewers: 2 }), video({ stateId: 1, viewers: 3 })).change).not.toHaveProperty(
      'startedAt',
    );
  });

  it('begins now at the latest, also where the clock of PeerTube is ahead or no session is listed yet', () => {
    const ahead = decide(row(), video({ stateId: 1 }), [session({ startedAt: '2026-01-01T12:00:09Z' })]);
    expect(ahead.change?.startedAt).toEqual(new Date(NOW));
    expect(decide(row(), video({ stateId: 1 }), []).change?.startedAt).toEqual(new Date(NOW));
  });

  it('ends with state 5 and then waits for its replay, more and more slowly', () => {
    const ended = decide(row(live), video({ stateId: 5 }), [session()]);
    expect(ended).toMatchObject({ change: { state: 'ended', endedAt: new Date(NOW) }, again: 3 });
    const later = row({ ...live, state: 'ended', endedAt: new Date(NOW - 120_000) });
    expect(decide(later, video({ stateId: 5 }), [session()])).toEqual({ again: 9 });
  });

  it('a live that became its replay links it, and is not looked at again', () => {
    const endedRow = row({ ...live, state: 'ended', endedAt: new Date(NOW - 300_000) });
    expect(decide(endedRow, video({ isLive: false, stateId: 2 }))).toEqual({ again: 15 });
    const ready = decide(endedRow, video({ isLive: false, stateId: 1 }));
    expect(ready).toMatchObject({ change: { state: 'ended', replays: [{ uuid: 'one' }] }, again: null });
  });

  it('a permanent live waits again after a session, and collects the replays (promise 22)', () => {
    const replay = { uuid: 'two', embedUrl: 'https://video.example/videos/embed/two' };
    const next = decide(row(live), video(), [session({ endedAt: '2026-01-01T11:30:00Z', replay })]);
    expect(next.change).toMatchObject({ state: 'waiting', endedAt: new Date(NOW), replays: [{ uuid: 'two' }] });
  });

  it('says why PeerTube broke it off', () => {
    const next = decide(row(live), video({ stateId: 5 }), [session({ error: 3 })]);
    expect(next.change).toMatchObject({ state: 'error', problemDetail: LIVE_SESSION_ERRORS[3] });
  });

  it('a live that was deleted at PeerTube is over', () => {
    const next = decide(row(), undefined);
    expect(next).toMatchObject({ change: { state: 'ended', problemCode: 'live/not-found' }, again: null });
  });
});
