/** A wait that can be ended early. One caller waits at a time. */
export class InterruptibleSleep {
  #interrupt: (() => void) | undefined;

  /** Ends the current wait; does nothing when there is none. */
  interrupt(): void {
    this.#interrupt?.();
  }

  /** Waits for `interrupt()`, or for `timer` when given. Rejects with the signal's reason. */
  async wait(signal: AbortSignal, timer?: (signal: AbortSignal) => Promise<void>): Promise<void> {
    signal.throwIfAborted();
    const over = new AbortController();
    const listen = { signal: over.signal };
    try {
      await new Promise<void>((resolve, reject) => {
        this.#interrupt = resolve;
        signal.addEventListener('abort', () => reject(signal.reason), listen);
        timer?.(AbortSignal.any([signal, over.signal])).then(resolve, reject);
      });
    } finally {
      this.#interrupt = undefined;
      over.abort();
    }
  }
}
