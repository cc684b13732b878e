import { hasCode, hasEndedUpload } from '../../errors/classify.js';
import { isPiyaError } from '../../errors/piya-error.js';
import { UploadError } from '../../errors/upload-error.js';
import type { UploadStatus } from '../types.js';
import { MIN_CHUNK_BYTES, nextChunkBytes } from './chunk-size.js';
import { nextRate } from './progress-meter.js';
import { retryDelayMs } from './retry-policy.js';
import type { SentChunk, TransferEvent, TransferFacts, TransferState, TransferStep } from './transfer-state.js';
import { offsetLost } from './upload-failure.js';

/** Contradictions about the offset, without one new byte between, after which the server's part is thrown away. */
const MAX_CONTRADICTIONS = 3;
/** Looks into the account for a video whose last answer was lost; some seconds in all. */
const FINISHED_LOOKS = 5;
/** Looks when only another tab with the same key can have made it: the video is there, or about to be. */
const CONCURRENT_LOOKS = 2;
/** Looks at a server that may only seem to be at work, before the upload begins anew; under a minute in all. */
const STUCK_LOOKS = 8;
/** Internal errors at the last byte after which the file counts as the cause: each costs the whole file. */
const MAX_FINISH_FAILURES = 3;

type EventOf<Result, Kind extends TransferEvent<Result>['kind']> = Extract<TransferEvent<Result>, { kind: Kind }>;

/**
 * The next state of an upload after an event. Pure.
 *
 * Only what the server confirmed counts; after any doubt the server is asked; when it does not know the upload, the account
 * is asked for the finished video before a new upload begins.
 */
export function decide<Result>(
  state: TransferState<Result>,
  event: TransferEvent<Result>,
  facts: TransferFacts,
): TransferState<Result> {
  switch (event.kind) {
    case 'answered': {
      const isResumed = state.step.name === 'opening' && facts.record?.finishingSinceMs !== undefined;
      return afterStatus(
        isResumed ? { ...state, lastSends: Math.max(1, state.lastSends) } : state,
        event.status,
        facts,
      );
    }
    case 'sent':
      return afterChunk(state, event, facts);
    case 'looked':
      return afterLook(state, event, facts);
    case 'restarted':
      return {
        ...state,
        ...{ highWater: 0, sentBytes: 0, contradictions: 0, mayBeStuck: false },
        step: { name: 'opening' },
      };
    case 'waited':
      return { ...state, step: state.step.name === 'waiting' ? state.step.next : state.step };
    case 'finished':
      return state.step.name === 'finishing' ? { ...state, step: { name: 'done', result: state.step.result } } : state;
    case 'interrupted':
      return { ...state, lastProgressMs: facts.nowMs, step: resumedStep(state.step) };
    case 'failed':
      return afterFailure(state, event, facts);
  }
}

/** Wherever the upload stands, by what a server says. */
function afterStatus<Result>(
  state: TransferState<Result>,
  status: UploadStatus<Result>,
  facts: TransferFacts,
): TransferState<Result> {
  const { totalBytes, canFind } = facts.limits;
  switch (status.kind) {
    case 'complete':
      return { ...confirmed(state, totalBytes, facts), step: { name: 'finishing', result: status.result } };
    case 'processing':
      return whileProcessing(confirmed(state, totalBytes, facts), facts);
    case 'incomplete': {
      if (status.offset > totalBytes) return afterFailure(state, { error: offsetLost(status.offset) }, facts);
      const contradicted = state.step.name === 'checking' ? state.contradictions + 1 : state.contradictions;
      const next = { ...confirmed({ ...state, contradictions: contradicted }, status.offset, facts) };
      if (state.step.name === 'checking' && next.contradictions >= MAX_CONTRADICTIONS) {
        return afterFailure(state, { error: offsetLost(status.offset) }, facts);
      }
      return { ...next, step: { name: 'sending', offset: status.offset } };
    }
    case 'unknown': {
      // Finished with its answer lost, or purged, or forgotten in a restart.
      const left = canFind ? (state.lastSends > 0 ? FINISHED_LOOKS : 1) : 0;
      return looking(state, { name: 'looking', looks: 0, left });
    }
  }
}

function afterChunk<Result>(
  state: TransferState<Result>,
  { status, endBytes, sizeBytes, tookMs }: EventOf<Result, 'sent'>,
  facts: TransferFacts,
): TransferState<Result> {
  const isLast = endBytes === facts.limits.totalBytes;
  // Said at once, to the first last chunk: another tab is at it, or an earlier attempt broke off inside the server.
  const saidAtOnce = isLast && state.lastSends === 0 && status.kind === 'processing';
  const next = {
    ...state,
    lastSends: state.lastSends + (isLast ? 1 : 0),
    mayBeStuck: state.mayBeStuck || (saidAtOnce && state.stuckRestarts === 0),
  };
  if (status.kind !== 'incomplete') return afterStatus(next, status, facts);
  // It contradicts what was sent: only what the server says when asked counts.
  if (status.offset !== endBytes || isLast) return { ...next, step: { name: 'checking' } };
  return {
    ...confirmed(next, endBytes, facts),
    bytesPerSecond: nextRate(state.bytesPerSecond, sizeBytes, tookMs),
    chunkBytes: nextChunkBytes({ chunkBytes: sizeBytes, tookMs, maxChunkBytes: largestChunk(state, facts) }),
    step: { name: 'sending', offset: endBytes },
  };
}

function whileProcessing<Result>(state: TransferState<Result>, facts: TransferFacts): TransferState<Result> {
  const looks = state.step.name === 'processing' ? state.step.looks + 1 : 0;
  if (state.mayBeStuck && looks >= STUCK_LOOKS) return restarted(state);
  if (facts.nowMs - state.lastProgressMs > facts.limits.processingTimeoutMs) {
    const message = 'The server does not finish the upload. Try again later.';
    return failed(state, new UploadError(message, { code: 'upload/result-unknown' }));
  }
  return { ...state, step: { name: 'processing', looks } };
}

function afterLook<Result>(
  state: TransferState<Result>,
  { found }: EventOf<Result, 'looked'>,
  facts: TransferFacts,
): TransferState<Result> {
  if (found) return afterStatus(state, found, facts);
  const { step } = state;
  return step.name === 'looking' ? looking(state, { ...step, looks: step.looks + 1, left: step.left - 1 }) : state;
}

function looking<Result>(
  state: TransferState<Result>,
  step: Extract<TransferStep<Result>, { name: 'looking' }>,
): TransferState<Result> {
  if (step.left > 0) return { ...state, step };
  if (step.refusal !== undefined) return failed(state, step.refusal);
  if (state.finishFailures >= MAX_FINISH_FAILURES) return failed(state, failedFinish());
  return { ...state, step: { name: 'restarting', isCancelled: false, hasLooked: true } };
}

/** A server that does not come to an end with the file. Its part goes, unless another attempt may be at it. */
function restarted<Result>(state: TransferState<Result>): TransferState<Result> {
  if (state.finishFailures >= MAX_FINISH_FAILURES) return failed(state, failedFinish());
  const isCancelled = state.finishFailures > 0;
  return {
    ...state,
    stuckRestarts: state.stuckRestarts + 1,
    step: { name: 'restarting', isCancelled, hasLooked: true },
  };
}

function afterFailure<Result>(
  state: TransferState<Result>,
  { error, chunk }: { error: unknown; chunk?: SentChunk | undefined },
  facts: TransferFacts,
): TransferState<Result> {
  const { step } = state;
  if (step.name !== 'finishing' && step.name !== 'looking' && hasEndedUpload(error)) {
    return afterRefusal(state, error, chunk, facts);
  }
  const isFinishFailure = chunk?.isLast === true && isPiyaError(error) && statusOf(error) === 500;
  const isTooLarge = chunk !== undefined && hasCode(error, ['http/too-large']);
  const delayMs = retryDelayMs({
    attempt: state.failures,
    error,
    random: facts.random,
    mayShrink: isTooLarge && chunk.sizeBytes > MIN_CHUNK_BYTES,
    mayRepeat: isFinishFailure,
  });
  if (delayMs === undefined || facts.nowMs - state.lastProgressMs + delayMs > facts.limits.stallTimeoutMs) {
    return failed(state, error);
  }
  const next = {
    ...state,
    failures: state.failures + 1,
    contradictions: state.contradictions + (hasCode(error, ['upload/offset-lost']) ? 1 : 0),
    lastSends: state.lastSends + (chunk?.isLast ? 1 : 0),
    finishFailures: state.finishFailures + (isFinishFailure ? 1 : 0),
    mayBeStuck: state.mayBeStuck || isFinishFailure,
    refusedBytes: isTooLarge ? Math.min(state.refusedBytes, chunk.sizeBytes) : state.refusedBytes,
  };
  const maxChunkBytes = largestChunk(next, facts);
  return {
    ...next,
    chunkBytes: nextChunkBytes({ chunkBytes: state.chunkBytes, tookMs: undefined, maxChunkBytes }),
    step: { name: 'waiting', delayMs, next: stepAfterFailure(next, facts) },
  };
}

/**
 * A refusal for good. It is believed at once, unless the last chunk went out before, from here or from another tab with
 * this key: of two requests for the same last bytes one finishes the upload, and the other may be answered that its file is
 * unreadable.
 */
function afterRefusal<Result>(
  state: TransferState<Result>,
  refusal: unknown,
  chunk: SentChunk | undefined,
  { limits: { canFind, isSharedKey } }: TransferFacts,
): TransferState<Result> {
  const looks = state.lastSends > 0 ? FINISHED_LOOKS : chunk?.isLast && isSharedKey ? CONCURRENT_LOOKS : 0;
  const isQuick = state.lastSends === 0;
  return looking(state, { name: 'looking', looks: 0, left: canFind ? looks : 0, isQuick, refusal });
}

function stepAfterFailure<Result>(state: TransferState<Result>, { record }: TransferFacts): TransferStep<Result> {
  const { step } = state;
  if (step.name === 'finishing' || step.name === 'looking') return step;
  return state.contradictions > MAX_CONTRADICTIONS && record
    ? { name: 'restarting', isCancelled: true, hasLooked: false }
    : { name: 'opening' };
}

/** After a pause the server is asked anew; what was found out stays. */
function resumedStep<Result>(step: TransferStep<Result>): TransferStep<Result> {
  if (step.name === 'waiting') return step.next;
  const isKept = step.name === 'finishing' || step.name === 'restarting' || (step.name === 'looking' && step.refusal);
  return isKept ? step : { name: 'opening' };
}

function confirmed<Result>(state: TransferState<Result>, offset: number, facts: TransferFacts): TransferState<Result> {
  if (offset <= state.highWater) return { ...state, sentBytes: offset };
  const counters = { failures: 0, contradictions: 0, lastProgressMs: facts.nowMs };
  return { ...state, ...counters, sentBytes: offset, highWater: offset };
}

/** Smaller than any that was refused. */
const largestChunk = ({ refusedBytes }: { refusedBytes: number }, { maxChunkBytes }: TransferFacts): number =>
  Math.min(maxChunkBytes, Math.max(MIN_CHUNK_BYTES, refusedBytes - 1));

const statusOf = (error: unknown): number | undefined => (error as { status?: number }).status;

const failed = <Result>(state: TransferState<Result>, error: unknown): TransferState<Result> => ({
  ...state,
  step: { name: 'failed', error },
});

const failedFinish = (): UploadError =>
  new UploadError(
    `The server failed ${MAX_FINISH_FAILURES} times on the whole file. Choose another file, or ask its administrator.`,
    { code: 'upload/rejected', status: 500 },
  );
