import type { UploadProgress } from '../types.js';

/** How much the newest chunk counts in the rate. */
const NEWEST_WEIGHT = 0.4;

type Listener = (progress: UploadProgress) => void;

/** Keeps what an upload reports, and notifies listeners of each change. */
export interface ProgressMeter {
  readonly progress: UploadProgress;
  listen(listener: Listener): () => void;
  /** Changes what is given; listeners are not called for a report without news. */
  report(change: Partial<UploadProgress>): void;
}

export function progressMeter(totalBytes: number, onProgress?: Listener): ProgressMeter {
  let progress: UploadProgress = { phase: 'checking', sentBytes: 0, totalBytes, bytesPerSecond: 0, etaSeconds: null };
  const listeners = new Set<Listener>(onProgress && [onProgress]);

  return {
    get progress() {
      return { ...progress };
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    report(change) {
      const names = Object.keys(change) as (keyof UploadProgress)[];
      if (names.every((name) => change[name] === progress[name])) return;
      progress = { ...progress, ...change };
      const { bytesPerSecond, sentBytes } = progress;
      progress.etaSeconds = bytesPerSecond > 0 ? (totalBytes - sentBytes) / bytesPerSecond : null;
      for (const listener of [...listeners]) {
        try {
          listener({ ...progress });
        } catch (error) {
          // A listener's mistake is the page's to see, but must not stop the upload.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}

/** The rate after one more chunk: recent chunks count most. */
export function nextRate(before: number, bytes: number, tookMs: number): number {
  const rate = (bytes / Math.max(1, tookMs)) * 1_000;
  return before === 0 ? rate : before * (1 - NEWEST_WEIGHT) + rate * NEWEST_WEIGHT;
}
