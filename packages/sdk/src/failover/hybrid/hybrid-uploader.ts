import { isUnavailable } from '../../errors/classify.js';
import { NetworkError } from '../../errors/network-error.js';
import { isPiyaError, type PiyaError } from '../../errors/piya-error.js';
import { UploadError } from '../../errors/upload-error.js';
import { checkVideoFields } from '../../peertube/uploads/check-video-fields.js';
import type { PeerTubeUploadOptions } from '../../peertube/uploads/upload-video.js';
import { type Clock, systemClock } from '../../runtime/clock.js';
import { type Random, systemRandom } from '../../runtime/random.js';
import { toUploadSource, type UploadInput } from '../../upload/sources/upload-source.js';
import type { StepOptions, Upload } from '../../upload/types.js';
import { checkUploadKey, newUploadKey } from '../../upload/upload-key.js';
import { failoverPatience } from '../failover-patience.js';
import { type OtherCopy, settleUnconfirmed } from '../unconfirmed/settle-unconfirmed.js';
import {
  type UnconfirmedUpload,
  type UnconfirmedUploadStore,
  unconfirmedSince,
  unconfirmedUploadId,
} from '../unconfirmed/unconfirmed-uploads.js';
import type { HybridUploaderOptions, KeepPromotingOptions } from './hybrid-options.js';
import { HybridTask } from './hybrid-task.js';
import type { FallbackStore, HybridResult, PrimaryUploads, PromotionReport, StoredUpload } from './types.js';

const MINUTE_MS = 60_000;
const LAST_WAIT_MS = 15 * MINUTE_MS;

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
  /** By key, how often it did not move: one that never does must not keep the others from it. */
  readonly #failures = new Map<string, number>();

  constructor(options: HybridUploaderOptions) {
    this.#primary = options.primary;
    this.#fallback = options.fallback;
    this.#failoverAfterMs = options.failoverAfterMs;
    this.#isOnline = options.isOnline ?? (() => globalThis.navigator?.onLine !== false);
    this.#fallBackOn = options.fallBackOn ?? isUnavailable;
    this.#unconfirmed = options.unconfirmed ?? new Map<string, UnconfirmedUpload>();
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? systemRandom;
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
    this.#round ??= this.#promoteAll(options).finally(() => {
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
  async keepPromoting({ signal, onReport, onError }: KeepPromotingOptions): Promise<void> {
    for (let waitMs = MINUTE_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, LAST_WAIT_MS)) {
      try {
        const report = this.#isOnline() ? await this.promote({ signal }) : undefined;
        if (report && report.promoted.length + report.withdrawn.length + report.failed.length > 0) onReport?.(report);
        if (report?.failed.length === 0) waitMs = MINUTE_MS;
      } catch (error) {
        if (!signal.aborted) onError?.(error);
      }
      await this.#untilOnlineOr(waitMs * (0.75 + this.#random() / 2), signal);
    }
  }

  async #reasonToSkipPrimary(key: string, options: PeerTubeUploadOptions): Promise<PiyaError | undefined> {
    if (!this.#isOnline()) {
      const message = 'The network is away. The file is stored and moves later.';
      return new NetworkError(message, { code: 'network/unreachable', retryable: true });
    }
    const isUnconfirmed = (await this.#unconfirmedOfPrimary()).some(
      ([, unconfirmedUpload]) => unconfirmedUpload.key === key,
    );
    // What the primary made of it is taken back: the store's copy is the one.
    if (!isUnconfirmed && !(await this.#isInStore(options))) return undefined;
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

  async #unconfirmedOfPrimary(): Promise<[id: string, unconfirmedUpload: UnconfirmedUpload][]> {
    const { url } = this.#primary;
    return [...(await this.#unconfirmed.entries())].filter(
      ([, unconfirmedUpload]) => url === undefined || unconfirmedUpload.url === url,
    );
  }

  async #promoteAll({ signal }: StepOptions): Promise<PromotionReport> {
    const report: PromotionReport = { promoted: [], asked: [], withdrawn: await this.#withdrawAll(signal), failed: [] };
    const failuresOf = ({ key }: StoredUpload): number => this.#failures.get(key) ?? 0;
    const waiting = await this.#fallback.pending({ signal });
    for (const stored of [...waiting].sort((a, b) => failuresOf(a) - failuresOf(b))) {
      signal?.throwIfAborted();
      try {
        if (this.#fallback.open) {
          const { source, fields } = await this.#fallback.open(stored);
          const { key, sinceMs } = stored;
          const video = await this.#primary.upload(source, { ...fields, key, sinceMs, signal }).done;
          await this.#fallback.remove?.(stored);
          this.#failures.delete(key);
          report.promoted.push({ stored, video });
        } else {
          await this.#fallback.promote?.(stored, { signal });
          report.asked.push(stored);
        }
      } catch (error) {
        if (signal?.aborted) throw error;
        report.failed.push({ stored, error });
        this.#failures.set(stored.key, failuresOf(stored) + 1);
        // While PeerTube is away the next file would only wait for the same failure.
        if (isPiyaError(error) && error.code.startsWith('network/')) break;
      }
    }
    return report;
  }

  /** The store's copy is the one that counts: what the first attempt made is taken back. */
  async #withdrawAll(signal: AbortSignal | undefined): Promise<string[]> {
    const withdrawn: string[] = [];
    for (const [id, unconfirmedUpload] of await this.#unconfirmedOfPrimary()) {
      const { state, error } = await settleUnconfirmed(
        unconfirmedUpload,
        {
          nowMs: () => this.#clock.now(),
          findCopy: (upload) => this.#findCopy(upload, signal),
          withdraw: async (upload) => (await this.#primary.withdraw?.(upload.key, { ...upload, signal })) ?? false,
          isAway: this.#fallBackOn,
          forget: () => this.#unconfirmed.delete(id),
        },
        { signal },
      );
      if (state === 'withdrawn') withdrawn.push(unconfirmedUpload.key);
      if (error !== undefined && !this.#fallBackOn(error)) throw error;
    }
    return withdrawn;
  }

  async #findCopy({ key }: UnconfirmedUpload, signal: AbortSignal | undefined): Promise<OtherCopy> {
    if (!this.#fallback.find) return 'elsewhere';
    const kept = await this.#fallback.find(key, { signal });
    // The process may have ended before the store had a byte: then what the first attempt made is all there is.
    if (!kept) return 'here';
    return kept.isPartial ? 'underway' : 'elsewhere';
  }

  async #untilOnlineOr(ms: number, signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    const onOnline = () => woken.abort();
    const { addEventListener, removeEventListener } = globalThis as Partial<EventTarget>;
    addEventListener?.call(globalThis, 'online', onOnline);
    try {
      await this.#clock.sleep(ms, AbortSignal.any([signal, woken.signal]));
    } catch (reason) {
      if (!signal.aborted && !woken.signal.aborted) throw reason;
    } finally {
      removeEventListener?.call(globalThis, 'online', onOnline);
    }
  }
}
