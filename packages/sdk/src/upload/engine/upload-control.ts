import type { Clock } from '../../runtime/clock.js';

/** Pause, resume and end of one upload, as signals that its steps obey. */
export interface UploadControl {
  readonly paused: boolean;
  /** Aborted once it ended, with the reason. */
  readonly ending: AbortSignal;
  pause(): void;
  resume(): void;
  /** Also lets go of the caller's signal. @param reason - An `AbortError` unless given. */
  end(reason?: unknown): void;
  /** Waits while paused, then gives the signal of the next step. Rejects with the reason once ended. */
  step(): Promise<AbortSignal>;
  /** A wait that `pause`, `resume` and `end` cut short. */
  sleep(ms: number): Promise<void>;
}

export function uploadControl(clock: Clock, outer: AbortSignal | undefined): UploadControl {
  const end = new AbortController();
  let step = new AbortController();
  let paused = false;
  let wake = (): void => undefined;
  const woken = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const onAbort = () => control.end(outer?.reason);

  const control: UploadControl = {
    get paused() {
      return paused;
    },
    ending: end.signal,
    pause() {
      paused = true;
      step.abort();
      wake();
    },
    resume() {
      paused = false;
      wake();
    },
    end(reason) {
      paused = false;
      end.abort(reason);
      step.abort(reason);
      wake();
    },
    async step() {
      while (paused && !end.signal.aborted) await woken();
      end.signal.throwIfAborted();
      if (step.signal.aborted) step = new AbortController();
      return step.signal;
    },
    async sleep(ms) {
      if (step.signal.aborted) return;
      const nap = new AbortController();
      try {
        await Promise.race([clock.sleep(ms, nap.signal), woken()]);
      } finally {
        nap.abort();
      }
    },
  };

  if (outer?.aborted) onAbort();
  outer?.addEventListener('abort', onAbort, { signal: end.signal });
  return control;
}
