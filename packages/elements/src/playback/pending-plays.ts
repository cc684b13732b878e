/** The promises of `play()` calls that wait for something to play. */
export class PendingPlays {
  #waiting: { resolve(): void; reject(reason: unknown): void }[] = [];

  add(): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  resolve(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  /** As a media element does it: `AbortError`, `NotAllowedError` or `NotSupportedError`. */
  reject(name: 'AbortError' | 'NotAllowedError' | 'NotSupportedError', message: string): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new DOMException(message, name));
  }
}
