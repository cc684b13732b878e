import type { UploadProtocol, UploadRecord, UploadSource, UploadStatus } from '../types.js';
import { chunkTimeoutMs } from './chunk-size.js';
import type { ProgressMeter } from './progress-meter.js';
import { pollDelayMs } from './retry-policy.js';
import type { SentChunk, TransferEvent, TransferState } from './transfer-state.js';
import type { UploadControl } from './upload-control.js';
import { sourceChanged } from './upload-failure.js';
import type { UploadSession } from './upload-session.js';
import type { UploadSettings } from './upload-settings.js';

/** While the server works on the file, the account is asked as well each time that so many looks have passed. */
const ACCOUNT_LOOK_EVERY = 8;

/** What a transfer works with. */
export interface TransferParts<Result> {
  protocol: UploadProtocol<Result>;
  source: UploadSource;
  settings: UploadSettings;
  session: UploadSession<Result>;
  control: UploadControl;
  meter: ProgressMeter;
}

/** Where the effect of a step notes the chunk under way, for when it fails. */
export interface StepNotes {
  chunk?: SentChunk;
}

/** The effect of the step that a state is in. Its rejection is the event `failed`. */
export async function performStep<Result>(
  parts: TransferParts<Result>,
  state: TransferState<Result>,
  notes: StepNotes,
  signal: AbortSignal,
): Promise<TransferEvent<Result>> {
  const { protocol, source, settings, session, control } = parts;
  const { step } = state;
  switch (step.name) {
    case 'opening':
      return { kind: 'answered', status: await session.open(signal) };
    case 'checking':
      return { kind: 'answered', status: await session.ask(signal) };
    case 'sending':
      return session.record
        ? sendChunk(parts, session.record, { ...state, offset: step.offset }, notes, signal)
        : { kind: 'answered', status: { kind: 'unknown' } };
    case 'processing': {
      // Sooner than the server proposes (PeerTube: 300 s, for work of seconds), and slower with each look.
      await control.sleep(pollDelayMs(Math.min(step.looks, 5), settings.random));
      const asksAccount = state.mayBeStuck || step.looks % ACCOUNT_LOOK_EVERY === ACCOUNT_LOOK_EVERY - 1;
      const found = asksAccount ? await session.find(signal) : undefined;
      return { kind: 'answered', status: found ?? (await session.ask(signal)) };
    }
    case 'looking':
      if (step.looks > 0) await control.sleep(pollDelayMs(step.looks, settings.random));
      return { kind: 'looked', found: await session.find(signal, { isQuick: step.isQuick }) };
    case 'restarting':
      if (step.isCancelled && session.record) await protocol.cancel(session.record, { signal });
      await session.startOver(step.hasLooked);
      return { kind: 'restarted' };
    case 'waiting':
      await source.verify?.();
      // Only now, so that who resumes it ends the wait.
      if (!control.paused) parts.meter.report({ phase: 'waiting' });
      await control.sleep(step.delayMs);
      return { kind: 'waited' };
    case 'finishing':
      await protocol.finish?.(step.result, { signal });
      await session.forget();
      return { kind: 'finished' };
    case 'done':
    case 'failed':
      throw new Error(`The step "${step.name}" has no effect.`);
  }
}

interface ChunkInput {
  offset: number;
  chunkBytes: number;
  bytesPerSecond: number;
}

/** Chunks go out strictly in order, one at a time. */
async function sendChunk<Result>(
  { protocol, source, session, settings: { clock } }: TransferParts<Result>,
  record: UploadRecord,
  { offset, chunkBytes, bytesPerSecond }: ChunkInput,
  notes: StepNotes,
  signal: AbortSignal,
): Promise<TransferEvent<Result>> {
  const total = source.sizeBytes;
  // A server that has every byte and still waits finishes when the last byte comes once more.
  const start = Math.min(offset, total - 1);
  const end = Math.min(start + Math.ceil(Math.min(chunkBytes, session.maxChunkBytes)), total);
  const isLast = end === total;
  const body = await source.slice(start, end, { signal });
  const size = 'size' in body ? body.size : body.byteLength;
  if (size !== end - start) throw sourceChanged();
  signal.throwIfAborted();
  if (isLast) {
    const twin = session.mayHaveConcurrentAttempt && (await session.find(signal));
    if (twin) {
      await protocol.cancel(record, { signal });
      return { kind: 'answered', status: twin };
    }
    await session.markFinishing();
  }
  const timeoutMs = chunkTimeoutMs(size, bytesPerSecond, isLast);
  const startedMs = clock.now();
  notes.chunk = { sizeBytes: size, isLast };
  const status: UploadStatus<Result> = await protocol.send(record, body, { start, end, total }, { signal, timeoutMs });
  const tookMs = clock.now() - startedMs;
  if (status.kind === 'incomplete' && status.offset === end) source.release?.(body);
  return { kind: 'sent', status, endBytes: end, sizeBytes: size, tookMs };
}
