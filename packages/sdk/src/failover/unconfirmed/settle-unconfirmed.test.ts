import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../errors/network-error.js';
import {
  nextUnconfirmedStep,
  type OtherCopy,
  settleUnconfirmed,
  type UnconfirmedFacts,
  type UnconfirmedStep,
} from './settle-unconfirmed.js';
import type { UnconfirmedUpload } from './unconfirmed-uploads.js';

const HOUR_MS = 3_600_000;
const upload: UnconfirmedUpload = {
  url: 'https://video.example',
  key: 'twice',
  name: 'A clip',
  sinceMs: 1_000_000,
  finishingSinceMs: 1_060_000,
  untilMs: 1_000_000 + HOUR_MS,
};
const away = new NetworkError('away', { code: 'network/unreachable', retryable: true });

describe('nextUnconfirmedStep()', () => {
  it.each<[UnconfirmedFacts, UnconfirmedStep]>([
    [{ copy: 'underway', isOverdue: false }, 'wait'],
    [{ copy: 'underway', isOverdue: true }, 'wait'],
    [{ copy: 'elsewhere', isOverdue: false }, 'withdraw'],
    [{ copy: 'elsewhere', isOverdue: true }, 'withdraw'],
    [{ copy: 'here', isOverdue: false }, 'wait'],
    [{ copy: 'here', isOverdue: true }, 'forget'],
    [{ copy: 'elsewhere', attempt: 'withdrawn', isOverdue: false }, 'forget'],
    [{ copy: 'elsewhere', attempt: 'absent', isOverdue: false }, 'wait'],
    [{ copy: 'elsewhere', attempt: 'absent', isOverdue: true }, 'forget'],
    [{ copy: 'elsewhere', attempt: 'away', isOverdue: true }, 'wait'],
    [{ copy: 'elsewhere', attempt: 'refused', isOverdue: false }, 'wait'],
    [{ copy: 'elsewhere', attempt: 'refused', isOverdue: true }, 'forget'],
  ])('%j: %s', (facts, step) => {
    expect(nextUnconfirmedStep(facts)).toBe(step);
  });
});

describe('settleUnconfirmed()', () => {
  function scene({
    copy = 'elsewhere' as OtherCopy,
    nowMs = 1_090_000,
    videos = 1,
    fails = undefined as unknown,
  } = {}) {
    const calls: string[] = [];
    return {
      calls,
      nowMs: () => nowMs,
      findCopy: () => copy,
      async withdraw() {
        calls.push('withdraw');
        if (fails) throw fails;
        return videos-- > 0;
      },
      isAway: (error: unknown) => error === away,
      forget: () => calls.push('forget'),
    };
  }

  it('deletes the second video, and only then forgets the upload', async () => {
    const effects = scene();
    expect(await settleUnconfirmed(upload, effects)).toMatchObject({ state: 'withdrawn' });
    expect(effects.calls).toEqual(['withdraw', 'forget']);
  });

  it('deletes nothing while the other place has a part only', async () => {
    const effects = scene({ copy: 'underway', nowMs: upload.untilMs + 1 });
    expect(await settleUnconfirmed(upload, effects)).toMatchObject({ state: 'waiting' });
    expect(effects.calls).toEqual([]);
  });

  it('waits while the server may be at work, twice as long with each look', async () => {
    expect(await settleUnconfirmed(upload, scene({ videos: 0 }))).toMatchObject({
      state: 'waiting',
      retryAfterMs: 30_000,
    });
    expect(await settleUnconfirmed(upload, scene({ videos: 0, nowMs: 1_061_000 }))).toMatchObject({
      retryAfterMs: 5_000,
    });
    const overdue = scene({ videos: 0, nowMs: upload.untilMs + 1 });
    expect(await settleUnconfirmed(upload, overdue)).toMatchObject({ state: 'forgotten' });
    expect(overdue.calls).toEqual(['withdraw', 'forget']);
  });

  it('waits for a server that is away, however long', async () => {
    const effects = scene({ fails: away, nowMs: upload.untilMs + HOUR_MS });
    expect(await settleUnconfirmed(upload, effects)).toMatchObject({ state: 'waiting', error: away });
    expect(effects.calls).toEqual(['withdraw']);
  });

  it('ends with the reason of the signal', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    const effects = scene({ fails: stop.signal.reason });
    await expect(settleUnconfirmed(upload, effects, { signal: stop.signal })).rejects.toThrow('stopped');
  });
});
