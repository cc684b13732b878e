import { NetworkError } from '../errors/network-error.js';
import { mustBeMedia } from '../upload/inspect/read-container.js';
import { notingRecords } from '../upload/noting-records.js';
import { RelayedUpload } from '../upload/relayed-upload.js';
import type { Upload, UploadSource } from '../upload/types.js';
import type { PeerTubeUploadOptions } from '../upload/upload-video.js';
import type { FallbackStore, HybridResult, PrimaryUploads } from './types.js';

interface HybridTaskInput {
  primary: PrimaryUploads;
  fallback: FallbackStore;
  source: UploadSource;
  options: PeerTubeUploadOptions & { key: string };
  /** When the first attempt began. */
  sinceMs: number;
  online: boolean;
  fallBackOn: (error: unknown) => boolean;
  onStored: (isDoubtful: boolean) => void;
}

/** One upload that begins at the primary and may go on at the fallback; to its listeners it is one. */
export class HybridTask extends RelayedUpload<HybridResult> {
  readonly #input: HybridTaskInput;
  #isDoubtful = false;

  constructor(input: HybridTaskInput) {
    super(input.options.key, input.source, input.options.onProgress);
    this.#input = input;
  }

  protected override async run(source: UploadSource): Promise<HybridResult> {
    const { primary, fallback, options, sinceMs, online, fallBackOn, onStored } = this.#input;
    const { key, onProgress: _forwarded, ...rest } = options;
    const { stallTimeoutMs: _patience, ...patient } = rest;
    // Also when the network is away: a file that PeerTube refuses later must not be called safe.
    if (options.inspect !== false) await mustBeMedia(source, options);
    let reason: unknown = new NetworkError('The network is away. The file is stored and moves later.', {
      code: 'network/unreachable',
      retryable: true,
    });
    if (online) {
      try {
        // From the last chunk on the primary may finish without our knowing.
        const records = notingRecords(() => {
          this.#isDoubtful = true;
        }, rest.records);
        return {
          kind: 'primary',
          key,
          video: await this.#follow(primary.upload(source, { ...rest, key, records }), true),
        };
      } catch (error) {
        if (this.cancelled || options.signal?.aborted || !fallBackOn(error)) throw error;
        reason = error;
      }
    }
    const doubt = this.#isDoubtful ? { sinceMs } : {};
    const stored = await this.#follow(fallback.store(source, options, { ...patient, ...doubt, key }), false);
    onStored(this.#isDoubtful);
    return { kind: 'stored', key, stored, reason, isDoubtful: this.#isDoubtful };
  }

  async #follow<Result>(upload: Upload<Result>, mayFallBack: boolean): Promise<Result> {
    upload.onProgress((progress) => {
      // The end of the first part is not the end of the whole.
      this.meter.report(mayFallBack && progress.phase === 'failed' ? { ...progress, phase: 'waiting' } : progress);
    });
    await this.hand(upload);
    try {
      return await upload.done;
    } catch (error) {
      const isEnd = this.cancelled || this.#input.options.signal?.aborted || !this.#input.fallBackOn(error);
      if (mayFallBack && isEnd) this.meter.report(upload.progress);
      throw error;
    }
  }
}
