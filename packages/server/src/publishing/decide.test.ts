import { NetworkError, PEERTUBE_AT_WORK_MS, UploadError } from '@piyakast/sdk';
import { describe, expect, it } from 'vitest';
import type { RemoteVideo } from '../peertube/gateway.js';
import { decide, MAX_WHOLE_SENDS, type Outcome, type Progress } from './decide.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ids = { id: 1, uuid: 'u', shortUUID: 's' };
const remote = { uuid: 'u' } as RemoteVideo;
const silent = new NetworkError('No answer.', { code: 'network/unreachable', retryable: true });
const badFile = new UploadError('No video.', { code: 'upload/invalid-file' });

const at = (change: Partial<Progress> = {}): Progress => ({
  state: 'publishing',
  step: 'send',
  stepSinceMs: 0,
  attempts: 0,
  wholeSends: 0,
  ...change,
});
const next = (progress: Partial<Progress>, outcome: Outcome, nowMs = 0) =>
  decide(at(progress), outcome, nowMs, () => 1);

describe('decide()', () => {
  it('goes from send to settle when PeerTube answers the last byte', () => {
    const expected = { kind: 'step', step: 'settle', afterSeconds: 0, ids };
    expect(next({}, { kind: 'made', ids })).toEqual(expected);
    expect(next({ step: 'confirm' }, { kind: 'made', ids })).toEqual(expected);
  });

  it('gives the slot back when PeerTube has every byte and no answer, and asks later', () => {
    expect(next({}, { kind: 'unconfirmed' })).toEqual({ kind: 'step', step: 'confirm', afterSeconds: 5 });
  });

  it.each([
    [10 * SECOND, 5],
    [40 * SECOND, 10],
    [10 * MINUTE, 60],
  ])('after %i ms of waiting asks again in %i s', (waitedMs, afterSeconds) => {
    expect(next({ step: 'confirm' }, { kind: 'unconfirmed' }, waitedMs)).toMatchObject({ kind: 'again', afterSeconds });
  });

  it('says why it waits once the wait is longer than usual', () => {
    const after = (ms: number) => next({ step: 'confirm' }, { kind: 'unconfirmed' }, ms);
    expect(after(59 * SECOND)).not.toHaveProperty('problem');
    expect(after(MINUTE)).toMatchObject({ problem: { code: 'upload/result-unknown' } });
  });

  it('refuses a file that PeerTube has not finished within the time that it may be at work', () => {
    expect(next({ step: 'confirm' }, { kind: 'unconfirmed' }, PEERTUBE_AT_WORK_MS)).toMatchObject({
      kind: 'refuse',
      anew: true,
      problem: { code: 'video/processing-failed' },
    });
  });

  it('sends a whole file again a few times, with a pause, and then refuses it', () => {
    let wholeSends = 0;
    for (let send = 1; send < MAX_WHOLE_SENDS; send++) {
      const result = next({ wholeSends }, { kind: 'lost' });
      expect(result).toMatchObject({ kind: 'step', step: 'send', wholeSends: send });
      expect(result).toHaveProperty('afterSeconds', 5 * 2 ** (send - 1));
      wholeSends = send;
    }
    expect(next({ wholeSends }, { kind: 'lost' })).toMatchObject({ kind: 'refuse', anew: true });
  });

  it('sends the rest at once when PeerTube lacks bytes', () => {
    expect(next({ step: 'confirm' }, { kind: 'incomplete' })).toEqual({ kind: 'step', step: 'send', afterSeconds: 0 });
  });

  it.each([
    [0, 1],
    [20 * SECOND, 5],
    [60 * MINUTE, 20],
  ])('while PeerTube transcodes for %i ms, asks again in %i s', (inStepMs, afterSeconds) => {
    const result = next({ step: 'settle' }, { kind: 'transcoding' }, inStepMs);
    expect(result).toEqual({ kind: 'again', afterSeconds });
  });

  it('publishes what plays, and refuses what PeerTube could not process or has no more', () => {
    expect(next({ step: 'settle' }, { kind: 'playable', remote })).toEqual({ kind: 'publish', remote });
    expect(next({ step: 'settle' }, { kind: 'processing-failed' })).toMatchObject({ kind: 'refuse' });
    expect(next({ step: 'settle' }, { kind: 'removed-there' })).toMatchObject({ kind: 'refuse', anew: true });
  });

  it('tries again what may go well later, with longer pauses, and refuses what never will', () => {
    const failure = (attempts: number) => next({ attempts }, { kind: 'failed', error: silent });
    expect([0, 1, 2].map((attempts) => failure(attempts))).toMatchObject([
      { kind: 'again', afterSeconds: 5, problem: { code: 'network/unreachable' } },
      { kind: 'again', afterSeconds: 10 },
      { kind: 'again', afterSeconds: 20 },
    ]);
    expect(next({}, { kind: 'failed', error: badFile })).toMatchObject({
      kind: 'refuse',
      problem: { code: 'upload/invalid-file' },
    });
  });
});
