import type { UploadPhase } from '../types.js';
import { decide } from './decide.js';
import type { ProgressMeter } from './progress-meter.js';
import {
  firstTransferState,
  type TransferEvent,
  type TransferFacts,
  type TransferState,
  type TransferStep,
} from './transfer-state.js';
import { performStep, type StepNotes, type TransferParts } from './transfer-steps.js';

/**
 * Brings every byte to the server, whatever happens on the way, and gives the result: performs the effect of the step that
 * the upload is in, lets {@link decide} choose the next one, and so on to the end.
 */
export async function transfer<Result>(parts: TransferParts<Result>): Promise<Result> {
  const { protocol, source, session, control, meter, settings } = parts;
  const { clock, random, newKey, stallTimeoutMs, processingTimeoutMs } = settings;
  const limits = {
    totalBytes: source.sizeBytes,
    stallTimeoutMs,
    processingTimeoutMs,
    canFind: protocol.find !== undefined,
    isSharedKey: !newKey,
  };
  const facts = (): TransferFacts => ({
    nowMs: clock.now(),
    random,
    maxChunkBytes: session.maxChunkBytes,
    record: session.record,
    limits,
  });
  let state = firstTransferState<Result>(settings.chunkBytes, clock.now());

  for (;;) {
    const wasPaused = control.paused;
    const signal = await control.step();
    if (wasPaused) state = decide(state, { kind: 'interrupted' }, facts());
    const event = await eventOf(parts, state, signal);
    state = decide(state, event, facts());
    report(meter, state, control.paused);
    if (state.step.name === 'done') return state.step.result;
    if (state.step.name === 'failed') throw state.step.error;
  }
}

async function eventOf<Result>(
  parts: TransferParts<Result>,
  state: TransferState<Result>,
  signal: AbortSignal,
): Promise<TransferEvent<Result>> {
  const notes: StepNotes = {};
  try {
    return await performStep(parts, state, notes, signal);
  } catch (error) {
    if (parts.control.ending.aborted) throw error;
    return signal.aborted ? { kind: 'interrupted' } : { kind: 'failed', error, chunk: notes.chunk };
  }
}

/** What users see of a step; the others are too short to be seen, or belong to the one before. */
const PHASES: Partial<Record<TransferStep<unknown>['name'], UploadPhase>> = {
  sending: 'sending',
  processing: 'processing',
  looking: 'checking',
  finishing: 'processing',
};

function report<Result>(
  meter: ProgressMeter,
  { step, sentBytes, bytesPerSecond }: TransferState<Result>,
  isPaused: boolean,
) {
  const phase = PHASES[step.name];
  // A step that still ran when the user paused must not report over the pause.
  meter.report({ sentBytes, bytesPerSecond, ...(phase && !isPaused ? { phase } : {}) });
}
