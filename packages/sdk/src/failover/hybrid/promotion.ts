import { isPiyaError } from '../../errors/piya-error.js';
import type { StepOptions } from '../../upload/types.js';
import { type OtherCopy, settleUnconfirmed } from '../unconfirmed/settle-unconfirmed.js';
import type { UnconfirmedUpload, UnconfirmedUploadStore } from '../unconfirmed/unconfirmed-uploads.js';
import type { FallbackStore, PrimaryUploads, PromotionReport, StoredUpload } from './types.js';

interface PromotionParts {
  primary: PrimaryUploads;
  fallback: FallbackStore;
  unconfirmed: UnconfirmedUploadStore;
  /** Whether an error only means that a server does not answer now. */
  isAway(error: unknown): boolean;
  nowMs(): number;
}

/** Moves what the fallback store keeps to the primary, and takes back what an unconfirmed first attempt made there. */
export class Promotion {
  readonly #parts: PromotionParts;
  /** By key, how often it did not move: one that never does must not keep the others from it. */
  readonly #failures = new Map<string, number>();

  constructor(parts: PromotionParts) {
    this.#parts = parts;
  }

  /** One round over everything that waits. */
  async run({ signal }: StepOptions): Promise<PromotionReport> {
    const report: PromotionReport = { promoted: [], asked: [], withdrawn: await this.#withdrawAll(signal), failed: [] };
    const failuresOf = ({ key }: StoredUpload): number => this.#failures.get(key) ?? 0;
    const waiting = await this.#parts.fallback.pending({ signal });
    for (const stored of [...waiting].sort((a, b) => failuresOf(a) - failuresOf(b))) {
      signal?.throwIfAborted();
      try {
        await this.#move(stored, report, signal);
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

  /** Whether the primary may have made a video of the upload with this key. */
  async isUnconfirmed(key: string): Promise<boolean> {
    return (await this.#unconfirmedOfPrimary()).some(([, upload]) => upload.key === key);
  }

  async #move(stored: StoredUpload, report: PromotionReport, signal: AbortSignal | undefined): Promise<void> {
    const { primary, fallback } = this.#parts;
    if (!fallback.open) {
      await fallback.promote?.(stored, { signal });
      report.asked.push(stored);
      return;
    }
    const { source, fields } = await fallback.open(stored);
    const { key, sinceMs } = stored;
    const video = await primary.upload(source, { ...fields, key, sinceMs, signal }).done;
    await fallback.remove?.(stored);
    this.#failures.delete(key);
    report.promoted.push({ stored, video });
  }

  /** The store's copy is the one that counts: what the first attempt made is taken back. */
  async #withdrawAll(signal: AbortSignal | undefined): Promise<string[]> {
    const { primary, unconfirmed, isAway, nowMs } = this.#parts;
    const withdrawn: string[] = [];
    for (const [id, unconfirmedUpload] of await this.#unconfirmedOfPrimary()) {
      const { state, error } = await settleUnconfirmed(
        unconfirmedUpload,
        {
          nowMs,
          findCopy: (upload) => this.#findCopy(upload, signal),
          withdraw: async (upload) => (await primary.withdraw?.(upload.key, { ...upload, signal })) ?? false,
          isAway,
          forget: () => unconfirmed.delete(id),
        },
        { signal },
      );
      if (state === 'withdrawn') withdrawn.push(unconfirmedUpload.key);
      if (error !== undefined && !isAway(error)) throw error;
    }
    return withdrawn;
  }

  async #unconfirmedOfPrimary(): Promise<[id: string, upload: UnconfirmedUpload][]> {
    const { primary, unconfirmed } = this.#parts;
    return [...(await unconfirmed.entries())].filter(
      ([, upload]) => primary.url === undefined || upload.url === primary.url,
    );
  }

  async #findCopy({ key }: UnconfirmedUpload, signal: AbortSignal | undefined): Promise<OtherCopy> {
    const { fallback } = this.#parts;
    if (!fallback.find) return 'elsewhere';
    const kept = await fallback.find(key, { signal });
    // The process may have ended before the store had a byte: then what the first attempt made is all there is.
    if (!kept) return 'here';
    return kept.isPartial ? 'underway' : 'elsewhere';
  }
}
