import { type ProgressMeter, progressMeter } from '../upload/engine/progress-meter.js';
import { guardSource } from '../upload/sources/guard-source.js';
import type { Upload, UploadOptions, UploadProgress, UploadSource } from '../upload/types.js';

/** An upload made of others, one after the other; to its listeners it is one. */
export abstract class RelayedUpload<Result> implements Upload<Result> {
  readonly key: string;
  readonly done: Promise<Result>;
  protected readonly meter: ProgressMeter;
  protected cancelled = false;
  #current: Upload<unknown> | undefined;
  #paused = false;

  constructor(key: string, source: UploadSource, onProgress: UploadOptions['onProgress']) {
    this.key = key;
    this.meter = progressMeter(source.sizeBytes, onProgress);
    // A moment later, when the class that extends this one has been made whole.
    this.done = Promise.resolve().then(() => this.#lend(source));
    // A caller that only listens to the progress must not get an unhandled rejection; `done` itself still rejects.
    this.done.catch(() => undefined);
  }

  protected abstract run(source: UploadSource): Promise<Result>;

  get progress(): UploadProgress {
    return this.meter.progress;
  }

  onProgress(listener: (progress: UploadProgress) => void): () => void {
    return this.meter.listen(listener);
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
    this.cancelled = true;
    await this.#current?.cancel();
  }

  /**
   * Whether another place may take the upload over after a failure: the one decision for it. Never after the end that the
   * caller wanted, nor once bytes of a stream are gone, which the next place would have to get from the start.
   *
   * @param isFailover - Which failures say nothing about the file.
   */
  protected mayFailOver(
    error: unknown,
    isFailover: (error: unknown) => boolean,
    source: UploadSource,
    signal: AbortSignal | undefined,
  ): boolean {
    const isSpent = source.once === true && this.progress.sentBytes > 0;
    return !this.cancelled && !signal?.aborted && !isSpent && isFailover(error);
  }

  /** Hands the controls to the next one, in the position they are in. */
  protected async hand(upload: Upload<unknown>): Promise<void> {
    this.#current = upload;
    if (this.#paused) upload.pause();
    if (this.cancelled) await upload.cancel();
  }

  /** Several read the source, one after the other: it is closed once, here. */
  async #lend(source: UploadSource): Promise<Result> {
    try {
      return await this.run(guardSource(source));
    } finally {
      // The bytes are safe, or the failure is already on its way.
      await source.close?.().catch(() => undefined);
    }
  }
}
