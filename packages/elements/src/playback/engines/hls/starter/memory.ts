import type { Range } from './playlist.js';

/** Something that was fetched, and when: the engine's estimate of the bandwidth is made of that. */
export interface Fetched<Body extends string | ArrayBuffer = string | ArrayBuffer> {
  readonly body: Body;
  readonly startMs: number;
  readonly firstByteMs: number;
  readonly endMs: number;
}

/**
 * What the starter fetched or is fetching. The engine is served from here, so that nothing is downloaded twice.
 */
export class Memory {
  readonly #entries = new Map<string, Promise<Fetched>>();

  keep(of: string | Range, fetched: Promise<Fetched>): void {
    // A failure is handled where the entry is used, and it may never be used.
    fetched.catch(() => this.#entries.delete(keyOf(of)));
    this.#entries.set(keyOf(of), fetched);
  }

  /** @returns `undefined` when it was not asked for, or failed. */
  find(of: string | Range): Promise<Fetched> | undefined {
    return this.#entries.get(keyOf(of));
  }

  /** A playlist is served once: asked for again, a live's has changed. */
  forget(of: string | Range): void {
    this.#entries.delete(keyOf(of));
  }

  /** The engine has what it needs. */
  clear(): void {
    this.#entries.clear();
  }
}

const keyOf = (of: string | Range): string => (typeof of === 'string' ? of : `${of.start}-${of.end} ${of.url}`);
