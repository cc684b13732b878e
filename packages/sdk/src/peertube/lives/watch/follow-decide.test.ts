import { describe, expect, it } from 'vitest';
import { HttpError } from '../../../errors/http-error.js';
import { NetworkError } from '../../../errors/network-error.js';
import type { PeerTubeVideoDetails } from '../../types/video.js';
import { decide, type FollowEvent, type FollowState, START } from './follow-decide.js';
import type { LiveReading } from './live-reader.js';
import type { LiveState } from './live-state.js';
import type { LiveStatus } from './live-status.js';

const video = { id: 1, uuid: 'u' } as PeerTubeVideoDetails;
const facts = { viewers: 2, video, permanentLive: false, saveReplay: true, replay: null, problem: null };
const statusOf = (state: LiveState, more: Partial<LiveStatus> = {}): LiveStatus => ({ ...facts, state, ...more });
const read = (states: LiveState[], more: Partial<LiveReading> = {}): FollowEvent => ({
  type: 'read',
  reading: { ...facts, states, ...more },
  atMs: 1_000,
});
const reading = (status: LiveStatus, failures = 0): FollowState => ({ name: 'reading', status, failures });
const waiting = (status: LiveStatus): FollowState => ({ name: 'waiting', status, failures: 0, untilMs: 6_000 });
const away = new NetworkError('away', { code: 'network/unreachable', retryable: true });
const refused = (code: string): HttpError => new HttpError(code, { code, status: 404, route: 'GET /' });
const options = { pollMs: 5_000 };

describe('decide(), for the following of a live', () => {
  it('emits the first reading and waits', () => {
    const decision = decide(START, read(['waiting']), options);
    expect(decision).toEqual({ state: waiting(statusOf('waiting')), emit: [statusOf('waiting')] });
  });

  it('emits each state that was passed, and nothing when nothing changed', () => {
    const passed = decide(reading(statusOf('live')), read(['ended', 'replay-processing']), options);
    expect(passed.emit.map(({ state }) => state)).toEqual(['ended', 'replay-processing']);
    expect(decide(reading(statusOf('live')), read(['live']), options).emit).toEqual([]);
    expect(decide(reading(statusOf('live')), read(['live'], { viewers: 3 }), options).emit).toHaveLength(1);
  });

  it('is over with the last state of a live, and never with one of a permanent live', () => {
    const { state } = decide(reading(statusOf('live')), read(['ended'], { saveReplay: false }), options);
    expect(state).toEqual({ name: 'over' });
    const permanent = decide(reading(statusOf('live')), read(['error'], { permanentLive: true }), options);
    expect(permanent.state.name).toBe('waiting');
  });

  it('asks less and less often while the instance is away, a minute at the most, and as usual afterwards', () => {
    const waits = Array.from({ length: 6 }, (_, failures) => {
      const { state } = decide(reading(statusOf('live'), failures), { type: 'failed', error: away, atMs: 0 }, options);
      return state.name === 'waiting' ? [state.failures, state.untilMs] : [];
    });
    expect(waits).toEqual([
      [1, 10_000],
      [2, 20_000],
      [3, 40_000],
      [4, 60_000],
      [5, 60_000],
      [6, 60_000],
    ]);
    expect(decide(reading(statusOf('live'), 6), read(['live']), options).state).toMatchObject({ failures: 0 });
  });

  it('ends with a failure before the first status, and with one that will not pass', () => {
    const first = decide(START, { type: 'failed', error: away, atMs: 0 }, options);
    expect(first.state).toEqual({ name: 'over', error: away });
    const broken = new TypeError('a defect');
    const defect = decide(reading(statusOf('live')), { type: 'failed', error: broken, atMs: 0 }, options);
    expect(defect.state).toEqual({ name: 'over', error: broken });
    const denied = refused('auth/forbidden');
    const final = decide(reading(statusOf('live')), { type: 'failed', error: denied, atMs: 0 }, options);
    expect(final.state).toEqual({ name: 'over', error: denied });
  });

  it.each(['video/not-found', 'video/private'])('ends with live/not-found after %s', (code) => {
    const { state } = decide(reading(statusOf('live')), { type: 'failed', error: refused(code), atMs: 0 }, options);
    expect(state).toMatchObject({ name: 'over', error: { name: 'LiveError', code: 'live/not-found' } });
  });

  it('passes on a count while it waits, without a reading and without moving the next one', () => {
    const { state, emit } = decide(waiting(statusOf('live')), { type: 'viewers', viewers: 9 }, options);
    expect(emit).toEqual([statusOf('live', { viewers: 9 })]);
    expect(state).toEqual(waiting(statusOf('live', { viewers: 9 })));
    expect(decide(state, { type: 'viewers', viewers: 9 }, options)).toEqual({ state, emit: [] });
  });

  it('reads again when the time has come, and lets everything else pass', () => {
    const status = statusOf('live');
    expect(decide(waiting(status), { type: 'due' }, options).state).toEqual(reading(status));
    const over: FollowState = { name: 'over' };
    for (const event of [read(['live']), { type: 'due' } as const, { type: 'viewers', viewers: 1 } as const]) {
      expect(decide(over, event, options)).toEqual({ state: over, emit: [] });
    }
    expect(decide(START, { type: 'viewers', viewers: 1 }, options)).toEqual({ state: START, emit: [] });
  });
});
