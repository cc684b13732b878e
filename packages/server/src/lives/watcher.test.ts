import { describe, expect, it } from 'vitest';
import type { StreamRow } from '../db/schema.js';
import type { RemoteSession, RemoteVideo } from '../peertube/gateway.js';
import { nextState } from './watcher.js';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const row = (change: Partial<StreamRow> = {}) =>
  ({
    state: 'waiting',
    viewers: 0,
    replays: [],
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
const never = async (): Promise<RemoteSession[]> => {
  throw new Error('The sessions are asked for without need.');
};
const live = { state: 'live' as const, startedAt: new Date(NOW - 30_000) };

describe('nextState()', () => {
  it('a live that waits stays so, whatever its playlists say, and costs one request', async () => {
    expect(await nextState(row(), video(), never, NOW)).toEqual({ again: 3 });
  });

  it('goes live with state 1, and tells viewers only when they change', async () => {
    const began = await nextState(row(), video({ stateId: 1, viewers: 2 }), never, NOW);
    expect(began.change).toMatchObject({ state: 'live', viewers: 2, startedAt: new Date(NOW), endedAt: null });
    expect(await nextState(row({ ...live, viewers: 2 }), video({ stateId: 1, viewers: 2 }), never, NOW)).toEqual({
      again: 3,
    });
  });

  it('ends with state 5 and then waits for its replay, more and more slowly', async () => {
    const ended = await nextState(row(live), video({ stateId: 5 }), async () => [session()], NOW);
    expect(ended).toMatchObject({ change: { state: 'ended', endedAt: new Date(NOW) }, again: 3 });
  });

  it('a live that became its replay links it, and is not looked at again', async () => {
    const endedRow = row({ ...live, state: 'ended', endedAt: new Date(NOW - 300_000) });
    const processing = await nextState(endedRow, video({ isLive: false, stateId: 2 }), never, NOW);
    expect(processing).toEqual({ again: 15 });
    const ready = await nextState(endedRow, video({ isLive: false, stateId: 1 }), never, NOW);
    expect(ready).toMatchObject({ change: { state: 'ended', replays: [{ uuid: 'one' }] }, again: null });
  });

  it('a permanent live waits again after a session, and collects the replays (promise 22)', async () => {
    const replay = { uuid: 'two', embedUrl: 'https://video.example/videos/embed/two' };
    const sessions = async () => [session({ endedAt: '2026-01-01T11:30:00Z', replay })];
    const next = await nextState(row(live), video(), sessions, NOW);
    expect(next.change).toMatchObject({ state: 'waiting', endedAt: new Date(NOW), replays: [{ uuid: 'two' }] });
  });

  it('says why PeerTube broke it off', async () => {
    const next = await nextState(row(live), video({ stateId: 5 }), async () => [session({ error: 3 })], NOW);
    expect(next.change).toMatchObject({ state: 'error', problemDetail: 'The quota of the account is used up.' });
  });

  it('a live that was deleted at PeerTube is over', async () => {
    const next = await nextState(row(), undefined, never, NOW);
    expect(next).toMatchObject({ change: { state: 'ended', problemCode: 'live/not-found' }, again: null });
  });
});
