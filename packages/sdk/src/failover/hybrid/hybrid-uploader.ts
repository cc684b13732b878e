import { isUnavailable } from '../../errors/classify.js';
import { NetworkError } from '../../errors/network-error.js';
import type { PiyaError } from '../../errors/piya-error.js';
import { UploadError } from '../../errors/upload-error.js';
import { checkVideoFields } from '../../peertube/uploads/check-video-fields.js';
import type { PeerTubeUploadOptions } from '../../peertube/uploads/upload-video.js';
import { type Clock, systemClock } from '../../runtime/clock.js';
import { type Random, systemRandom } from '../../runtime/random.js';
import { toUploadSource, type UploadInput } from '../../upload/sources/upload-source.js';
import type { StepOptions, Upload } from '../../upload/types.js';
import { checkUploadKey, newUploadKey } from '../../upload/upload-key.js';
import { failoverPatience } from '../failover-patience.js';
import {
  type UnconfirmedUpload,
  type UnconfirmedUploadStore,
  unconfirmedSince,
  unconfirmedUploadId,
} from '../unconfirmed/unconfirmed-uploads.js';
import type { HybridUploaderOptions, KeepPromotingOptions } from './hybrid-options.js';
import { HybridTask } from './hybrid-task.js';
import { promoteInRounds } from './keep-promoting.js';
import { Promotion } from './promotion.js';
import type { FallbackStore, HybridResult, PrimaryUploads, PromotionReport, StoredUpload } from './types.js';

/**
 * Uploads to PeerTube, and to a fallback store when PeerTube cannot take the file now; moves what was stored later. The
 * same key is used all the way, so a video gets to PeerTube once, also when the first attempt had secretly succeeded.
 *
 * @example
 * ```ts
 * import { createPeerTube, createUploads, HybridUploader } from '@piyakast/sdk';
 * import { opfsStore } from '@piyakast/sdk/browser';
 *
 * const uploads = createUploads(createPeerTube({ url: 'https://video.example' }));
 * const hybrid = new HybridUploader({ primary: uploads, fallback: opfsStore() });
 * const result = await hybrid.upload(new File(['…'], 'a.mp4'), { name: 'Holiday' }).done;
 * console.log(result.kind === 'primary' ? result.video.uuid : 'stored, will move');
 * ```
 */
export class HybridUploader {
  readonly #primary: PrimaryUploads;
  readonly #fallback: FallbackStore;
  readonly #failoverAfterMs: number | undefined;
  readonly #isOnline: () => boolean;
  readonly #fallBackOn: (error: unknown) => boolean;
  readonly #clock: Clock;
  readonly #random: Random;
  #round: Promise<PromotionReport> | undefined;
  readonly #unconfirmed: UnconfirmedUploadStore;
  readonly #promotion: Promotion;

  constructor(options: HybridUploaderOptions) {
    this.#primary = options.primary;
    this.#fallback = options.fallback;
    this.#failoverAfterMs = options.failoverAfterMs;
    this.#isOnline = options.isOnline ?? (() => globalThis.navigator?.onLine !== false);
    this.#fallBackOn = options.fallBackOn ?? isUnavailable;
    this.#unconfirmed = options.unconfirmed ?? new Map<string, UnconfirmedUpload>();
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? systemRandom;
    this.#promotion = new Promotion({
      primary: this.#primary,
      fallback: this.#fallback,
      unconfirmed: this.#unconfirmed,
      isAway: this.#fallBackOn,
      nowMs: () => this.#clock.now(),
    });
  }

  /**
   * Begins an upload; it goes to the primary, or to the fallback store when the primary cannot take it now.
   *
   * @param options - As of {@link uploadVideo}.
   * @returns An upload whose result shows by `kind` where the file is. To its listeners it is one upload, wherever the
   * bytes go.
   * @throws {@link UploadError} `upload/invalid-metadata` and {@link ConfigError}, at once. `done` rejects only when
   * the file itself is refused, or when the fallback fails too.
   * @example
   * ```ts
   * import { HybridUploader, PeerTubeClient } from '@piyakast/sdk';
   * import { opfsStore } from '@piyakast/sdk/browser';
   *
   * const client = new PeerTubeClient({ url: 'https://video.example' });
   * const hybrid = new HybridUploader({ primary: client.uploads, fallback: opfsStore() });
   * const result = await hybrid.upload(new File(['…'], 'holiday.mp4'), { name: 'Holiday' }).done;
   * if (result.kind === 'stored') console.log('Safe here, and moves later:', result.stored.key, result.reason);
   * ```
   */
  upload(input: UploadInput, options: PeerTubeUploadOptions): Upload<HybridResult> {
    checkVideoFields(options);
    const key = checkUploadKey(options.key ?? newUploadKey());
    return new HybridTask({
      primary: this.#primary,
      fallback: this.#fallback,
      source: toUploadSource(input),
      options: { ...failoverPatience(this.#failoverAfterMs), ...options, key },
      reasonToSkipPrimary: () => this.#reasonToSkipPrimary(key, options),
      fallBackOn: this.#fallBackOn,
      onUnconfirmed: async ({ server: url, createdAtMs: sinceMs, finishingSinceMs }) => {
        // A store that gives its files back is promoted under the same key, which finds the first attempt's video.
        if (this.#fallback.open) return () => undefined;
        const about = { url, key, name: options.name, sinceMs, finishingSinceMs };
        const unconfirmedUpload = unconfirmedSince(about, this.#clock.now());
        await this.#unconfirmed.set(unconfirmedUploadId(unconfirmedUpload), unconfirmedUpload);
        return () => this.#unconfirmed.delete(unconfirmedUploadId(unconfirmedUpload));
      },
    });
  }

  /**
   * What waits in the store, oldest first.
   *
   * @throws What the store throws.
   * @example
   * ```ts
   * import { HybridUploader, PeerTubeClient } from '@piyakast/sdk';
   * import { opfsStore } from '@piyakast/sdk/browser';
   *
   * const client = new PeerTubeClient({ url: 'https://video.example' });
   * const hybrid = new HybridUploader({ primary: client.uploads, fallback: opfsStore() });
   * for (const { name, sizeBytes, storedAtMs } of await hybrid.pending()) {
   *   console.log(name, sizeBytes, 'since', new Date(storedAtMs).toLocaleString());
   * }
   * ```
   */
  pending(options?: StepOptions): Promise<StoredUpload[]> {
    return this.#fallback.pending(options);
  }

  /**
   * Tries to move everything that waits, one after the other; what failed before comes last. Calls at the same time share one round.
   *
   * @throws What the store throws when it cannot be listed, or the signal's reason. A file that does not move is in
   * `failed`.
   * @example
   * ```ts
   * import { HybridUploader, PeerTubeClient } from '@piyakast/sdk';
   * import { folderStore } from '@piyakast/sdk/node';
   *
   * const client = new PeerTubeClient({ url: 'https://video.example' });
   * const hybrid = new HybridUploader({ primary: client.uploads, fallback: folderStore('./waiting') });
   * const { promoted, failed } = await hybrid.promote();
   * console.log(promoted.map(({ video }) => video.uuid), failed.map(({ error }) => error));
   * ```
   */
  promote(options: StepOptions = {}): Promise<PromotionReport> {
    this.#round ??= this.#promotion.run(options).finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /**
   * Promotes now and again until the signal aborts: at once when the network returns, else with growing pauses while
   * nothing moves. Call it once when the page or process starts.
   *
   * @returns Resolves, and never rejects for a failed round, when the signal aborts.
   * @throws What `onReport` or `onError` throws.
   * @example
   * ```ts
   * import { HybridUploader, PeerTubeClient } from '@piyakast/sdk';
   * import { folderStore } from '@piyakast/sdk/node';
   *
   * const client = new PeerTubeClient({ url: 'https://video.example' });
   * const hybrid = new HybridUploader({ primary: client.uploads, fallback: folderStore('./waiting') });
   * const stopping = new AbortController();
   * process.once('SIGTERM', () => stopping.abort());
   * await hybrid.keepPromoting({ signal: stopping.signal, onError: console.error });
   * ```
   */
  async keepPromoting(options: KeepPromotingOptions): Promise<void> {
    const promote = () => this.promote({ signal: options.signal });
    const parts = { clock: this.#clock, random: this.#random, isOnline: this.#isOnline, promote };
    await promoteInRounds(parts, options);
  }

  async #reasonToSkipPrimary(key: string, options: PeerTubeUploadOptions): Promise<PiyaError | undefined> {
    if (!this.#isOnline()) {
      const message = 'The network is away. The file is stored and moves later.';
      return new NetworkError(message, { code: 'network/unreachable', retryable: true });
    }
    // What the primary made of it is taken back: the store's copy is the one.
    if (!(await this.#promotion.isUnconfirmed(key)) && !(await this.#isInStore(options))) return undefined;
    const message = 'An earlier attempt with this key was stored, and moves from there.';
    return new UploadError(message, { code: 'upload/result-unknown', retryable: true });
  }

  /** Whether a store that publishes its videos itself was given this key before. */
  async #isInStore({ key, records, signal }: PeerTubeUploadOptions): Promise<boolean> {
    const { open, url } = this.#fallback;
    if (open || key === undefined) return false;
    if (url !== undefined && (await records?.get(key))?.server === url) return true;
    try {
      return (await this.#fallback.find?.(key, { signal })) !== undefined;
    } catch {
      signal?.throwIfAborted();
      // A store that cannot be asked must not keep the file from the primary.
      return false;
    }
  }
}
