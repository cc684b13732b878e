import type { PiyaError } from '../../errors/piya-error.js';
import { readyImages } from '../../peertube/uploads/check-image.js';
import type { PeerTubeUploadOptions } from '../../peertube/uploads/upload-video.js';
import { readMediaContainer } from '../../upload/inspect/read-container.js';
import { observeFinishing } from '../../upload/records/observe-finishing.js';
import type { Upload, UploadRecord, UploadSource } from '../../upload/types.js';
import { RelayedUpload } from '../relayed-upload.js';
import type { FallbackStore, HybridResult, PrimaryUploads } from './types.js';

interface HybridTaskInput {
  primary: PrimaryUploads;
  fallback: FallbackStore;
  source: UploadSource;
  options: PeerTubeUploadOptions & { key: string };
  /** Why the primary is not asked; `undefined` when it is. */
  reasonToSkipPrimary: () => Promise<PiyaError | undefined>;
  fallBackOn: (error: unknown) => boolean;
  /**
   * Called before the fallback gets a byte, when the primary may have finished the file; the function
   * returned when the fallback fails.
   */
  onUnconfirmed: (record: UploadRecord) => Promise<() => unknown>;
}

/** One upload that begins at the primary and may continue at the fallback; to its listeners it is one. */
export class HybridTask extends RelayedUpload<HybridResult> {
  readonly #input: HybridTaskInput;
  #unconfirmed: UploadRecord | undefined;

  constructor(input: HybridTaskInput) {
    super(input.options.key, input.source, input.options.onProgress);
    this.#input = input;
  }

  protected override async run(source: UploadSource): Promise<HybridResult> {
    const { primary, fallback, options, reasonToSkipPrimary, fallBackOn, onUnconfirmed } = this.#input;
    const { key, onProgress: _forwarded, ...rest } = options;
    const { stallTimeoutMs: _patience, processingTimeoutMs: _thinking, ...patient } = rest;
    // Also when the network is away: a file that PeerTube refuses later must not be called safe.
    if (options.inspect !== false) await readMediaContainer(source, options);
    await readyImages(options);
    let reason: unknown = await reasonToSkipPrimary();
    if (reason === undefined) {
      try {
        // From the last chunk on the primary may finish without our knowing.
        const records = observeFinishing((record) => {
          this.#unconfirmed = record;
        }, rest.records);
        return {
          kind: 'primary',
          key,
          video: await this.#follow(primary.upload(source, { ...rest, key, records }), source),
        };
      } catch (error) {
        if (!this.mayFailOver(error, fallBackOn, source, options.signal)) throw error;
        reason = error;
      }
    }
    const unconfirmed = this.#unconfirmed;
    const since = unconfirmed && { sinceMs: unconfirmed.createdAtMs };
    const settle = unconfirmed && (await onUnconfirmed(unconfirmed));
    const storing = fallback.store(source, options, { ...patient, ...since, key });
    const stored = await this.#follow(storing).catch(async (error: unknown) => {
      await settle?.();
      throw error;
    });
    return { kind: 'stored', key, stored, reason, isUnconfirmed: unconfirmed !== undefined };
  }

  /** @param source - Given when the fallback may take over. */
  async #follow<Result>(upload: Upload<Result>, source?: UploadSource): Promise<Result> {
    upload.onProgress((progress) => {
      // The end of the first part is not the end of the whole.
      this.meter.report(source && progress.phase === 'failed' ? { ...progress, phase: 'waiting' } : progress);
    });
    await this.hand(upload);
    try {
      return await upload.done;
    } catch (error) {
      const { fallBackOn, options } = this.#input;
      if (source && !this.mayFailOver(error, fallBackOn, source, options.signal)) this.meter.report(upload.progress);
      throw error;
    }
  }
}
