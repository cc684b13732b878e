/** The uploads of this page: two tabs never send the same one. */
export class Claims {
  readonly #held = new Map<string, () => void>();

  /** Takes an upload for this page. @returns Whether it has it; false while another tab does. */
  async take(key: string): Promise<boolean> {
    if (this.#held.has(key)) return true;
    const release = await claimUpload(key);
    if (release) this.#held.set(key, release);
    return release !== undefined;
  }

  release(key: string): void {
    this.#held.get(key)?.();
    this.#held.delete(key);
  }

  releaseAll(): void {
    for (const key of [...this.#held.keys()]) this.release(key);
  }
}

/** @returns How to let go of it; `undefined` while another tab has it. */
async function claimUpload(key: string): Promise<(() => void) | undefined> {
  if (!('locks' in navigator)) return () => undefined;
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`piya-upload:${key}`, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}
