/** A wait that somebody may cut short. One waits at a time. */
export class Doorbell {
  #ring: (() => void) | undefined;

  /** Ends the wait that is going on; without one nothing happens. */
  ring(): void {
    this.#ring?.();
  }

  /** Waits for `ring()`, or for `timer` when there is one. Rejects with the signal's reason. */
  async wait(signal: AbortSignal, timer?: (signal: AbortSignal) => Promise<void>): Promise<void> {
    signal.throwIfAborted();
    const over = new AbortController();
    const listen = { signal: over.signal };
    try {
      await new Promise<void>((resolve, reject) => {
        this.#ring = resolve;
        signal.addEventListener('abort', () => reject(signal.reason), listen);
        timer?.(AbortSignal.any([signal, over.signal])).then(resolve, reject);
      });
    } finally {
      this.#ring = undefined;
      over.abort();
    }
  }
}
