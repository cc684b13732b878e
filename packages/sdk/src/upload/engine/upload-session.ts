import { UploadError } from '../../errors/upload-error.js';
import { fingerprint, sameFile } from '../sources/fingerprint.js';
import type { UploadProtocol, UploadRecord, UploadSource, UploadStatus } from '../types.js';
import { sourceChanged } from './upload-failure.js';
import type { UploadSettings } from './upload-settings.js';

/** How often an upload that the server forgot is begun again. */
const MAX_RESTARTS = 10;

/** What one upload is at the server, and its record: found, begun, saved, forgotten. */
export interface UploadSession<Result> {
  /** Absent until the server knows the upload. */
  readonly record: UploadRecord | undefined;
  readonly maxChunkBytes: number;
  /** True once a last chunk went out, in this process or in an earlier one. */
  readonly mayBeFinished: boolean;
  /** Whether another attempt with this key, of which there is no record, may finish at any moment. */
  readonly mayHaveConcurrentAttempt: boolean;
  /** Where the upload stands: at the server, in the account, or newly begun. */
  open(signal: AbortSignal): Promise<UploadStatus<Result>>;
  /** What the server says of an upload that has begun. */
  ask(signal: AbortSignal): Promise<UploadStatus<Result>>;
  /** The finished result in the account, if it is there. */
  find(signal: AbortSignal): Promise<UploadStatus<Result> | undefined>;
  /** Marks, before the last chunk goes out, that the server may finish without our knowing. */
  markFinishing(): Promise<void>;
  /** Forgets an upload that the server lost, so that the next `open` begins anew. */
  startOver(askedAMomentAgo: boolean): Promise<void>;
  forget(): Promise<void>;
}

export function uploadSession<Result>(
  protocol: UploadProtocol<Result>,
  source: UploadSource,
  settings: UploadSettings,
): UploadSession<Result> {
  const { key, newKey, records, clock } = settings;
  let { maxChunkBytes } = settings;
  let record: UploadRecord | undefined;
  let print: string | undefined;
  /** When the first attempt with this key began; a finished video cannot be older. */
  let { sinceMs } = settings;
  /** When the last chunk first went out; since then the server may have finished without our knowing. */
  let finishingSinceMs: number | undefined;
  let resumed = false;
  let restarts = 0;
  /** Set when the account was asked for the finished video a moment ago. */
  let justAsked = false;

  async function save(next: UploadRecord): Promise<void> {
    await records.set(next);
    record = next;
  }

  async function prepare(resuming: boolean, signal: AbortSignal): Promise<void> {
    const limits = await protocol.prepare?.(source, { resuming, signal });
    maxChunkBytes = Math.min(settings.maxChunkBytes, limits?.maxChunkBytes ?? settings.maxChunkBytes);
  }

  async function begin(fingerprint: string, signal: AbortSignal): Promise<UploadStatus<Result>> {
    const startedMs = clock.now();
    const { uploadUrl, offset } = await protocol.create(key, source, { signal, generation: restarts });
    sinceMs ??= startedMs;
    const { sizeBytes, name } = source;
    const { name: kind, server } = protocol;
    await save({ key, protocol: kind, server, uploadUrl, sizeBytes, name, createdAtMs: sinceMs, fingerprint });
    return offset === undefined ? session.ask(signal) : { kind: 'incomplete', offset };
  }

  const session: UploadSession<Result> = {
    get record() {
      return record;
    },
    get maxChunkBytes() {
      return maxChunkBytes;
    },
    get mayBeFinished() {
      return finishingSinceMs !== undefined;
    },
    get mayHaveConcurrentAttempt() {
      return !resumed && (!newKey || restarts > 0);
    },
    async open(signal) {
      if (record) return session.ask(signal);
      if (source.sizeBytes === 0) {
        throw new UploadError('The file is empty. Choose another file.', { code: 'upload/invalid-file' });
      }
      print ??= await fingerprint(source, { signal });
      const saved = newKey ? undefined : await records.get(key);
      if (saved?.protocol === protocol.name && saved.server === protocol.server) {
        if (!sameFile(saved.fingerprint ?? '', print)) {
          throw sourceChanged();
        }
        sinceMs ??= saved.createdAtMs;
        finishingSinceMs = saved.finishingSinceMs;
        resumed = true;
        await prepare(true, signal);
        record = saved;
        return session.ask(signal);
      }
      const found = !justAsked && session.mayHaveConcurrentAttempt && (await session.find(signal));
      justAsked = false;
      if (found) return found;
      await prepare(false, signal);
      return begin(print, signal);
    },
    async ask(signal) {
      return record ? protocol.status(record, { signal }) : { kind: 'unknown' };
    },
    async find(signal) {
      // The time makes the search wider, which is of use only when the last chunk may have arrived.
      const since = finishingSinceMs === undefined ? { sinceMs: settings.sinceMs } : { sinceMs, finishingSinceMs };
      const result = await protocol.find?.(key, { signal, ...since });
      return result === undefined ? undefined : { kind: 'complete', result };
    },
    async markFinishing() {
      if (record?.finishingSinceMs !== undefined) return;
      finishingSinceMs = clock.now();
      if (record) await save({ ...record, finishingSinceMs });
    },
    async startOver(askedAMomentAgo) {
      if (++restarts > MAX_RESTARTS) {
        throw new UploadError('The server forgets this upload. Try again later.', {
          code: 'upload/expired',
        });
      }
      await session.forget();
      record = undefined;
      resumed = false;
      justAsked = askedAMomentAgo;
    },
    async forget() {
      // Dropping a failure is right: a record left over leads to the same video at its next use.
      await records.delete(key).catch(() => undefined);
    },
  };
  return session;
}
