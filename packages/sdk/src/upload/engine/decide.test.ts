import { describe, expect, it } from 'vitest';
import { HttpError } from '../../errors/http-error.js';
import { NetworkError } from '../../errors/network-error.js';
import { UploadError } from '../../errors/upload-error.js';
import { decide } from './decide.js';
import { firstTransferState, type TransferFacts, type TransferState, type TransferStep } from './transfer-state.js';

type State = TransferState<string>;
const MINUTE_MS = 60_000;
const MIB = 1024 * 1024;

const facts = (change: Partial<TransferFacts> = {}): TransferFacts => ({
  nowMs: 0,
  random: () => 0,
  maxChunkBytes: 16 * MIB,
  record: undefined,
  limits: {
    totalBytes: 100 * MIB,
    stallTimeoutMs: 10 * MINUTE_MS,
    processingTimeoutMs: 30 * MINUTE_MS,
    canFind: true,
    isSharedKey: false,
  },
  ...change,
});
const at = (step: TransferStep<string>, change: Partial<State> = {}): State => ({
  ...firstTransferState<string>(8 * MIB, 0),
  ...change,
  step,
});
const sending = at({ name: 'sending', offset: 0 });
const last = { sizeBytes: 8 * MIB, isLast: true };
const unreadable = new UploadError('unreadable', { code: 'upload/invalid-file', status: 422 });
const cut = new NetworkError('cut', { code: 'network/unreachable', retryable: true });
const serverError = new HttpError('500', { code: 'http/server-error', status: 500, route: 'PUT /' });

describe('decide()', () => {
  it('goes from the first offset to the end', () => {
    const opened = decide(
      at({ name: 'opening' }),
      { kind: 'answered', status: { kind: 'incomplete', offset: 0 } },
      facts(),
    );
    expect(opened.step).toEqual({ name: 'sending', offset: 0 });
    const chunk = { kind: 'sent', endBytes: 8 * MIB, sizeBytes: 8 * MIB, tookMs: 3_000 } as const;
    const sent = decide(opened, { ...chunk, status: { kind: 'incomplete', offset: 8 * MIB } }, facts());
    expect(sent).toMatchObject({ step: { name: 'sending', offset: 8 * MIB }, sentBytes: 8 * MIB });
    const end = { ...chunk, endBytes: 100 * MIB, status: { kind: 'complete', result: 'video' } } as const;
    const finishing = decide(sent, end, facts());
    expect(finishing).toMatchObject({ step: { name: 'finishing', result: 'video' }, sentBytes: 100 * MIB });
    expect(decide(finishing, { kind: 'finished' }, facts()).step).toEqual({ name: 'done', result: 'video' });
  });

  it.each<[what: string, state: State, isSharedKey: boolean, looks: number]>([
    ['its first last chunk', sending, false, 0],
    ['a first last chunk that another tab may send too', sending, true, 2],
    ['a last chunk sent again', at(sending.step, { lastSends: 1 }), false, 5],
  ])('believes the refusal of %s', (_what, state, isSharedKey, looks) => {
    let next = decide(
      state,
      { kind: 'failed', error: unreadable, chunk: last },
      facts({ limits: { ...facts().limits, isSharedKey } }),
    );
    for (let look = 0; look < looks; look++) {
      expect(next.step).toMatchObject({ name: 'looking', left: looks - look, isQuick: looks === 2 });
      next = decide(next, { kind: 'looked', found: undefined }, facts());
    }
    expect(next.step).toEqual({ name: 'failed', error: unreadable });
  });

  it('takes a video that is there for the result, whatever was refused', () => {
    const looking = at({ name: 'looking', looks: 0, left: 2, refusal: unreadable });
    const found = { kind: 'complete', result: 'video' } as const;
    expect(decide(looking, { kind: 'looked', found }, facts()).step).toEqual({ name: 'finishing', result: 'video' });
  });

  it('waits longer with each failure, and gives up when no new byte came for too long', () => {
    const once = decide(sending, { kind: 'failed', error: cut }, facts());
    expect(once).toMatchObject({ step: { name: 'waiting', delayMs: 500, next: { name: 'opening' } }, failures: 1 });
    const twice = decide(once, { kind: 'failed', error: cut }, facts());
    expect(twice.step).toMatchObject({ name: 'waiting', delayMs: 1_000 });
    expect(decide(twice, { kind: 'failed', error: cut }, facts({ nowMs: 10 * MINUTE_MS })).step).toEqual({
      name: 'failed',
      error: cut,
    });
  });

  it('stays below a size that was refused', () => {
    const tooLarge = new HttpError('413', { code: 'http/too-large', status: 413, route: 'PUT /' });
    const refused = decide(
      sending,
      { kind: 'failed', error: tooLarge, chunk: { sizeBytes: 8 * MIB, isLast: false } },
      facts(),
    );
    expect(refused).toMatchObject({ chunkBytes: 4 * MIB, refusedBytes: 8 * MIB });
    const sent = { kind: 'sent', endBytes: 4 * MIB, sizeBytes: 4 * MIB, tookMs: 1 } as const;
    const grown = decide(
      { ...refused, step: sending.step },
      { ...sent, status: { kind: 'incomplete', offset: 4 * MIB } },
      facts(),
    );
    expect(grown.chunkBytes).toBe(4 * MIB);
    // The announcement was too large, which no smaller chunk helps.
    expect(decide(at({ name: 'opening' }), { kind: 'failed', error: tooLarge }, facts()).step.name).toBe('failed');
  });

  it('throws the part of the server away after contradictions, and asks anew', () => {
    let state = at({ name: 'checking' });
    for (let turn = 0; turn < 3; turn++) {
      state = decide(
        { ...state, step: { name: 'checking' } },
        { kind: 'answered', status: { kind: 'incomplete', offset: 0 } },
        facts(),
      );
    }
    expect(state.step).toMatchObject({ name: 'waiting' });
    const record = { key: 'k' } as TransferFacts['record'];
    const given = decide(
      { ...state, contradictions: 3 },
      { kind: 'failed', error: new UploadError('', { code: 'upload/offset-lost', retryable: true }) },
      facts({ record }),
    );
    expect(given.step).toMatchObject({ next: { name: 'restarting', isCancelled: true, hasLooked: false } });
  });

  it('begins anew when the server fails on the last byte, and ends with the third time', () => {
    let state = sending;
    for (let time = 1; time <= 3; time++) {
      const failure = decide(
        { ...state, step: sending.step },
        { kind: 'failed', error: serverError, chunk: last },
        facts(),
      );
      expect(failure).toMatchObject({ finishFailures: time, mayBeStuck: true, step: { name: 'waiting' } });
      state = { ...failure, step: { name: 'opening' } };
    }
    const unknown = { kind: 'answered', status: { kind: 'unknown' } } as const;
    state = decide(state, unknown, facts());
    while (state.step.name === 'looking') state = decide(state, { kind: 'looked', found: undefined }, facts());
    expect(state.step).toMatchObject({ name: 'failed', error: { code: 'upload/rejected', status: 500 } });
  });

  it('waits for a server at work as long as allowed, and only a minute for one that only seems to be', () => {
    const busy = { kind: 'answered', status: { kind: 'processing' } } as const;
    let state = decide(at({ name: 'opening' }), busy, facts());
    for (let look = 0; look < 20; look++) state = decide(state, busy, facts());
    expect(state.step).toMatchObject({ name: 'processing', looks: 20 });
    expect(decide(state, busy, facts({ nowMs: 31 * MINUTE_MS })).step).toMatchObject({
      name: 'failed',
      error: { code: 'upload/result-unknown' },
    });
    let stuck = decide(
      sending,
      { kind: 'sent', status: { kind: 'processing' }, endBytes: 100 * MIB, sizeBytes: MIB, tookMs: 1 },
      facts(),
    );
    for (let look = 0; look < 8; look++) stuck = decide(stuck, busy, facts());
    expect(stuck.step).toEqual({ name: 'restarting', isCancelled: false, hasLooked: true });
  });

  it('asks anew after a pause, and keeps what it has found out', () => {
    expect(decide(sending, { kind: 'interrupted' }, facts({ nowMs: 5 }))).toMatchObject({
      step: { name: 'opening' },
      lastProgressMs: 5,
    });
    const finishing = at({ name: 'finishing', result: 'video' });
    expect(decide(finishing, { kind: 'interrupted' }, facts()).step).toEqual(finishing.step);
  });
});
