import { hasEndedUpload } from '../../errors/classify.js';
import type { PiyaError } from '../../errors/piya-error.js';
import { UploadError } from '../../errors/upload-error.js';
import type { UploadPhase, UploadProtocol, UploadRecord, UploadSource, UploadStatus } from '../types.js';
import { chunkTimeoutMs, MIN_CHUNK_BYTES, nextChunkBytes } from './chunk-size.js';
import { nextRate, type ProgressMeter } from './progress-meter.js';
import { pollDelayMs, retryDelayMs } from './retry-policy.js';
import type { UploadControl } from './upload-control.js';
import { offsetLost, sourceChanged } from './upload-failure.js';
import type { UploadSession } from './upload-session.js';
import type { UploadSettings } from './upload-settings.js';

/** Contradictions about the offset, without one new byte between, until the server's part is thrown away. */
const MAX_CONTRADICTIONS = 3;
/** How often the account is asked for a video whose last answer was lost, before it counts as not there. */
const FINISHED_LOOKS = 5;
/** While the server works on the file, every so many looks the account is asked as well. */
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

/**
 * Brings every byte over, whatever happens on the way, and gives the result.
 *
 * Chunks go out strictly in order, one at a time; only what the server confirmed counts; after any doubt the server is
 * asked, and when it knows nothing, the account is asked for the finished video before a new upload begins.
 */
export async function transfer<Result>(parts: TransferParts<Result>): Promise<Result> {
  const { protocol, source, settings, session, control, meter } = parts;
  const { clock, random, newKey, stallTimeoutMs, processingTimeoutMs } = settings;
  const total = source.sizeBytes;
  let { chunkBytes } = settings;
  let highWater = 0;
  let lastProgressMs = clock.now();
  /** Failures in a row since new bytes were confirmed. */
  let failures = 0;
  let contradictions = 0;
  /**
   * True once the last chunk went out and may have done so before, from here or from another tab with this key. Then a
   * refusal is believed only when the video is not there: of two requests for the same last bytes one finishes the upload,
   * and the other may be told that its file is unreadable.
   */
  let resentLast = false;
  /** The last word of a server that may have finished the upload all the same. */
  let refusal: unknown;
  /** The end of it, once it was seen: from then on only what remains is done again. */
  let finished: UploadStatus<Result> | undefined;

  /** From wherever the upload is to its end. After any throw the server is asked anew. */
  async function advance(signal: AbortSignal): Promise<Result> {
    if (contradictions > MAX_CONTRADICTIONS && session.record) {
      await protocol.cancel(session.record, { signal });
      await startOver(false);
    }
    let status = finished ?? (await session.open(signal));
    for (let looks = 0; status.kind !== 'complete'; looks++) {
      signal.throwIfAborted();
      if (status.kind === 'processing') status = await untilProcessed(looks, signal);
      else {
        looks = 0;
        const record = session.record;
        status =
          record && status.kind === 'incomplete' ? await send(record, status.offset, signal) : await lost(signal);
      }
    }
    finished = status;
    confirm(total);
    phase('processing');
    await protocol.finish?.(status.result, { signal });
    await session.forget();
    return status.result;
  }

  async function send(record: UploadRecord, offset: number, signal: AbortSignal): Promise<UploadStatus<Result>> {
    const { maxChunkBytes } = session;
    confirm(offset);
    // A server that has every byte and still waits finishes when the last byte comes once more.
    const start = Math.min(offset, total - 1);
    const end = Math.min(start + Math.ceil(Math.min(chunkBytes, maxChunkBytes)), total);
    const isLast = end === total;
    const body = await source.slice(start, end, { signal });
    const size = 'size' in body ? body.size : body.byteLength;
    if (size !== end - start) throw sourceChanged();
    signal.throwIfAborted();
    if (isLast) {
      const twin = session.mayHaveConcurrentAttempt && (await session.find(signal));
      if (twin) {
        await protocol.cancel(record, { signal });
        return twin;
      }
      resentLast ||= session.mayBeFinished || !newKey;
      await session.markFinishing();
    }
    phase('sending');
    const { bytesPerSecond } = meter.progress;
    const timeoutMs = chunkTimeoutMs(size, bytesPerSecond, isLast);
    const startedMs = clock.now();
    const answer = await protocol.send(record, body, { start, end, total }, { signal, timeoutMs });
    const tookMs = clock.now() - startedMs;
    if (answer.kind !== 'incomplete') return answer;
    if (answer.offset !== end || isLast) {
      // It contradicts what was sent: only what the server says when asked counts.
      const asked = await session.ask(signal);
      if (asked.kind !== 'incomplete' || ++contradictions < MAX_CONTRADICTIONS) return asked;
      throw offsetLost(asked.offset);
    }
    source.release?.(body);
    confirm(end, nextRate(bytesPerSecond, size, tookMs));
    chunkBytes = nextChunkBytes({ chunkBytes: size, tookMs, maxChunkBytes });
    return answer;
  }

  /** A step that still runs when the user pauses must not report over the pause. */
  function phase(name: UploadPhase): void {
    if (!control.paused) meter.report({ phase: name });
  }

  function confirm(offset: number, bytesPerSecond = meter.progress.bytesPerSecond): void {
    if (offset > total) throw offsetLost(offset);
    if (offset > highWater) {
      highWater = offset;
      failures = 0;
      contradictions = 0;
      lastProgressMs = clock.now();
    }
    meter.report({ sentBytes: offset, bytesPerSecond });
  }

  async function untilProcessed(looks: number, signal: AbortSignal): Promise<UploadStatus<Result>> {
    confirm(total);
    phase('processing');
    if (clock.now() - lastProgressMs > processingTimeoutMs) {
      throw new UploadError('The server does not finish the upload. Try again later.', {
        code: 'upload/result-unknown',
      });
    }
    // Sooner than the server proposes (PeerTube: 300 s, for work of seconds), and slower with each look.
    await control.sleep(pollDelayMs(Math.min(looks, 5), random));
    const found = looks % ACCOUNT_LOOK_EVERY === ACCOUNT_LOOK_EVERY - 1 && (await session.find(signal));
    return found || session.ask(signal);
  }

  /** The server does not know the upload: finished with its answer lost, or purged, or forgotten in a restart. */
  async function lost(signal: AbortSignal): Promise<UploadStatus<Result>> {
    phase('checking');
    const found = await look(session.mayBeFinished ? FINISHED_LOOKS : 1, signal);
    if (found) return found;
    await startOver(true);
    return session.open(signal);
  }

  /** Asks the account for the finished video, so many times. */
  async function look(looks: number, signal: AbortSignal): Promise<UploadStatus<Result> | undefined> {
    for (let looked = 0; looked < looks; looked++) {
      if (looked > 0) await control.sleep(pollDelayMs(looked, random));
      const found = await session.find(signal);
      if (found) return found;
    }
    return undefined;
  }

  async function startOver(justAsked: boolean): Promise<void> {
    await session.startOver(justAsked);
    highWater = 0;
    contradictions = 0;
    meter.report({ sentBytes: 0 });
  }

  async function recover(error: unknown): Promise<void> {
    // A proxy that refuses large requests may take smaller ones.
    const mayShrink = chunkBytes > MIN_CHUNK_BYTES;
    const delayMs = retryDelayMs({ attempt: failures, error, random, mayShrink });
    if (delayMs === undefined || clock.now() - lastProgressMs + delayMs > stallTimeoutMs) throw error;
    await source.verify?.();
    failures++;
    if ((error as PiyaError).code === 'upload/offset-lost') contradictions++;
    chunkBytes = nextChunkBytes({ chunkBytes, tookMs: undefined, maxChunkBytes: session.maxChunkBytes });
    phase('waiting');
    await control.sleep(delayMs);
  }

  for (;;) {
    const wasPaused = control.paused;
    const signal = await control.step();
    if (wasPaused) lastProgressMs = clock.now();
    try {
      if (refusal) finished ??= await look(FINISHED_LOOKS, signal);
      if (refusal && !finished) throw refusal;
      return await advance(signal);
    } catch (error) {
      if (control.ending.aborted || error === refusal) throw error;
      if (signal.aborted) continue;
      if (resentLast && !finished && hasEndedUpload(error)) refusal = error;
      else await recover(error);
    }
  }
}
