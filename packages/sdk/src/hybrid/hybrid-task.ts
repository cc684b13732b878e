import { NetworkError } from '../errors/network-error.js';
import { mustBeMedia } from '../upload/inspect/read-container.js';
import { memoryRecords } from '../upload/memory-records.js';
import { type ProgressMeter, progressMeter } from '../upload/progress-meter.js';
import type { Upload, UploadProgress, UploadRecord, UploadRecordStore, UploadSource } from '../upload/types.js';
import type { PeerTubeUploadOptions } from '../upload/upload-video.js';
import type { FallbackStore, HybridResult, PrimaryUploads } from './types.js';

interface HybridTaskInput {
  primary: PrimaryUploads;
  fallback: FallbackStore;
  source: UploadSource;
  options: PeerTubeUploadOptions & { key: string };
  online: boolean;
  fallBackOn: (error: unknown) => boolean;
  onStored: (isDoubtful: boolean) => void;
}

/** One upload that begins at the primary and may go on at the fallback; to its listeners it is one. */
export class HybridTask implements Upload<HybridResult> {
  readonly key: string;
  readonly done: Promise<HybridResult>;
  readonly #input: HybridTaskInput;
  readonly #meter: ProgressMeter;
  #current: Upload<unknown> | undefined;
  #paused = false;
  #cancelled = false;
  #isDoubtful = false;

  constructor(input: HybridTaskInput) {
    const { source, options } = input;
    this.key = options.key;
    this.#input = input;
    this.#meter = progressMeter(source.sizeBytes, options.onProgress);
    this.done = this.#run();
    // Whoever only listens to the progress must not be hit by an unhandled rejection; `done` itself still rejects.
    this.done.catch(() => undefined);
  }

  get progress(): UploadProgress {
    return this.#meter.progress;
  }

  onProgress(listener: (progress: UploadProgress) => void): () => void {
    return this.#meter.listen(listener);
  }

  pause(): void {
    this.#paused = true;
    this.#current?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#current?.resume();
  }

  async cancel(): Promise<void> {
    this.#cancelled = true;
    await this.#current?.cancel();
  }

  async #run(): Promise<HybridResult> {
    const { primary, fallback, source, options, online, fallBackOn, onStored } = this.#input;
    const { key, onProgress: _forwarded, ...rest } = options;
    const { stallTimeoutMs: _patience, ...patient } = rest;
    // Both may read it, one after the other: it is closed once.
    const { close, ...shared } = source;
    try {
      // Also when the network is away: a file that PeerTube refuses later must not be called safe.
      if (options.inspect !== false) await mustBeMedia(source, options);
      let reason: unknown = new NetworkError('The network is away. The file is stored and moves later.', {
        code: 'network/unreachable',
        retryable: true,
      });
      if (online) {
        try {
          const noted = { ...rest, key, records: this.#noting(rest.records) };
          return { kind: 'primary', key, video: await this.#follow(primary.upload(shared, noted), true) };
        } catch (error) {
          if (this.#cancelled || options.signal?.aborted || !fallBackOn(error)) throw error;
          reason = error;
        }
      }
      const stored = await this.#follow(fallback.store(shared, options, { ...patient, key }), false);
      onStored(this.#isDoubtful);
      return { kind: 'stored', key, stored, reason, isDoubtful: this.#isDoubtful };
    } finally {
      // The bytes are safe, or the failure is already on its way.
      await close?.call(source).catch(() => undefined);
    }
  }

  /** Sees the mark that is set before the last chunk goes out: from then on the primary may finish without our knowing. */
  #noting(records = memoryRecords()): UploadRecordStore {
    const seen = <Kept extends UploadRecord | undefined>(record: Kept): Kept => {
      this.#isDoubtful ||= record?.finishing === true;
      return record;
    };
    return {
      get: async (key) => seen(await records.get(key)),
      set: (record) => records.set(seen(record)),
      delete: (key) => records.delete(key),
    };
  }

  async #follow<Result>(upload: Upload<Result>, mayFallBack: boolean): Promise<Result> {
    this.#current = upload;
    upload.onProgress((progress) => {
      // The end of the first part is not the end of the whole.
      this.#meter.report(mayFallBack && progress.phase === 'failed' ? { ...progress, phase: 'waiting' } : progress);
    });
    if (this.#paused) upload.pause();
    if (this.#cancelled) await upload.cancel();
    try {
      return await upload.done;
    } catch (error) {
      const isEnd = this.#cancelled || this.#input.options.signal?.aborted || !this.#input.fallBackOn(error);
      if (mayFallBack && isEnd) this.#meter.report(upload.progress);
      throw error;
    }
  }
}
