import { UploadError } from '../../errors/upload-error.js';
import { fingerprint, sameFile } from '../sources/fingerprint.js';
import type { UploadProtocol, UploadRecord, UploadSource, UploadStatus } from '../types.js';
import { sourceChanged } from './upload-failure.js';
import type { UploadSettings } from './upload-settings.js';

/** How often an upload that the server forgot is begun again. */
const MAX_RESTARTS = 10;

/** What one upload is at the server, and its record: found, begun, saved, forgotten. */
export class UploadSession<Result> {
  readonly #protocol: UploadProtocol<Result>;
  readonly #source: UploadSource;
  readonly #settings: UploadSettings;
  #maxChunkBytes: number;
  #record: UploadRecord | undefined;
  #fingerprint: string | undefined;
  /** When the first attempt with this key began; a finished video cannot be older. */
  #sinceMs: number | undefined;
  /** When the last chunk first went out; since then the server may have finished without our knowing. */
  #finishingSinceMs: number | undefined;
  #isResumed = false;
  #restarts = 0;
  /** Set when the account was asked for the finished video a moment ago. */
  #hasLooked = false;

  constructor(protocol: UploadProtocol<Result>, source: UploadSource, settings: UploadSettings) {
    this.#protocol = protocol;
    this.#source = source;
    this.#settings = settings;
    this.#maxChunkBytes = settings.maxChunkBytes;
    this.#sinceMs = settings.sinceMs;
  }

  /** Absent until the server knows the upload. */
  get record(): UploadRecord | undefined {
    return this.#record;
  }

  get maxChunkBytes(): number {
    return this.#maxChunkBytes;
  }

  /** Whether another attempt with this key, of which there is no record, may finish at any moment. */
  get mayHaveConcurrentAttempt(): boolean {
    return !this.#isResumed && (!this.#settings.newKey || this.#restarts > 0);
  }

  /** Where the upload stands: at the server, in the account, or newly begun. */
  async open(signal: AbortSignal): Promise<UploadStatus<Result>> {
    if (this.#record) return this.ask(signal);
    if (this.#source.sizeBytes === 0) {
      throw new UploadError('The file is empty. Choose another file.', { code: 'upload/invalid-file' });
    }
    this.#fingerprint ??= await fingerprint(this.#source, { signal });
    const saved = await this.#savedRecord();
    if (saved) return this.#resume(saved, signal);
    const found = !this.#hasLooked && this.mayHaveConcurrentAttempt && (await this.find(signal));
    this.#hasLooked = false;
    if (found) return found;
    await this.#prepare(false, signal);
    return this.#begin(this.#fingerprint, signal);
  }

  /** What the server says of an upload that has begun. */
  async ask(signal: AbortSignal): Promise<UploadStatus<Result>> {
    return this.#record ? this.#protocol.status(this.#record, { signal }) : { kind: 'unknown' };
  }

  /** The finished result in the account, if it is there. `isQuick` leaves out videos that were renamed. */
  async find(
    signal: AbortSignal,
    { isQuick = false }: { isQuick?: boolean | undefined } = {},
  ): Promise<UploadStatus<Result> | undefined> {
    const { key, sinceMs } = this.#settings;
    const finishingSinceMs = isQuick ? undefined : this.#finishingSinceMs;
    // The time makes the search wider, which is of use only when the last chunk may have arrived.
    const since = finishingSinceMs === undefined ? { sinceMs } : { sinceMs: this.#sinceMs, finishingSinceMs };
    const result = await this.#protocol.find?.(key, { signal, ...since });
    return result === undefined ? undefined : { kind: 'complete', result };
  }

  /** Marks, before the last chunk goes out, that the server may finish without our knowing. */
  async markFinishing(): Promise<void> {
    if (this.#record?.finishingSinceMs !== undefined) return;
    this.#finishingSinceMs = this.#settings.clock.now();
    if (this.#record) await this.#save({ ...this.#record, finishingSinceMs: this.#finishingSinceMs });
  }

  /** Forgets an upload that the server lost, so that the next `open` begins anew. */
  async startOver(hasLooked: boolean): Promise<void> {
    if (++this.#restarts > MAX_RESTARTS) {
      throw new UploadError('The server forgets this upload. Try again later.', { code: 'upload/expired' });
    }
    await this.forget();
    this.#record = undefined;
    this.#isResumed = false;
    this.#hasLooked = hasLooked;
  }

  async forget(): Promise<void> {
    // Dropping a failure is right: a record left over leads to the same video at its next use.
    await this.#settings.records.delete(this.#settings.key).catch(() => undefined);
  }

  /** The record of an earlier attempt at this server, if there is one. */
  async #savedRecord(): Promise<UploadRecord | undefined> {
    const { key, newKey, records } = this.#settings;
    const saved = newKey ? undefined : await records.get(key);
    return saved?.protocol === this.#protocol.name && saved.server === this.#protocol.server ? saved : undefined;
  }

  async #resume(saved: UploadRecord, signal: AbortSignal): Promise<UploadStatus<Result>> {
    if (!sameFile(saved.fingerprint ?? '', this.#fingerprint ?? '')) throw sourceChanged();
    this.#sinceMs ??= saved.createdAtMs;
    this.#finishingSinceMs = saved.finishingSinceMs;
    this.#isResumed = true;
    await this.#prepare(true, signal);
    this.#record = saved;
    return this.ask(signal);
  }

  async #prepare(resuming: boolean, signal: AbortSignal): Promise<void> {
    const limits = await this.#protocol.prepare?.(this.#source, { resuming, signal });
    const { maxChunkBytes } = this.#settings;
    this.#maxChunkBytes = Math.min(maxChunkBytes, limits?.maxChunkBytes ?? maxChunkBytes);
  }

  async #begin(fingerprint: string, signal: AbortSignal): Promise<UploadStatus<Result>> {
    const { key, clock } = this.#settings;
    const { sizeBytes, name } = this.#source;
    const startedMs = clock.now();
    const generation = this.#restarts;
    const { uploadUrl, offset } = await this.#protocol.create(key, this.#source, { signal, generation });
    this.#sinceMs ??= startedMs;
    const { name: protocol, server } = this.#protocol;
    const createdAtMs = this.#sinceMs;
    await this.#save({ key, protocol, server, uploadUrl, sizeBytes, name, createdAtMs, fingerprint });
    return offset === undefined ? this.ask(signal) : { kind: 'incomplete', offset };
  }

  async #save(next: UploadRecord): Promise<void> {
    await this.#settings.records.set(next);
    this.#record = next;
  }
}
