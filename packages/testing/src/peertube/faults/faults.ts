import { type Random, seededRandom } from '../../runtime/random.js';

/** Kinds of trouble that `chaos` chooses from. */
export type ChaosKind = 'reset' | 'cut' | 'lost-answer' | 'error' | 'revoke' | 'forget';

export const CHAOS_KINDS: readonly ChaosKind[] = ['reset', 'cut', 'lost-answer', 'error', 'revoke', 'forget'];

/** What goes wrong at the moment. Everything but what is marked "once" stays until it is switched off. */
export interface FaultSwitches {
  /** No answer at all: every connection is reset, those that are in use too. */
  down: boolean;
  /** Requests wait until the switch is off. */
  hang: boolean;
  /** Speed of request bodies and of video files, for each connection. */
  bytesPerSecond: number | null;
  /** The next `times` requests get this status. Counts down, then clears itself. */
  fail: { status: number; times: number } | null;
  /** Once: cuts the connection when so many body bytes have passed since it was set. */
  cutAfterBytes: number | null;
  /** Once: all access tokens die when so many body bytes have passed. Refresh tokens live on. */
  revokeTokensAtByte: number | null;
  /** API requests get 429 as HTML with Retry-After. */
  rateLimited: boolean;
  /** No byte of an upload can be written. */
  diskFull: boolean;
  /** Uploads are refused with 413 `quota_reached`. */
  quotaReached: boolean;
  /** Once: the upload is processed whole, and the connection is cut instead of answering its last chunk. */
  dropAnswerOfLastChunk: boolean;
  /** No video can be made of files whose name contains this: PeerTube fails inside (500) after their last byte. */
  brokenFiles: string | null;
  /** Time that a finished upload spends in the phase that answers 503. */
  processingMs: number;
  /** Trouble chosen at random by a seed: the same seed and the same requests give the same trouble. */
  chaos: { seed: number; rate: number; kinds?: readonly ChaosKind[] } | null;
}

export const NO_FAULTS: FaultSwitches = {
  down: false,
  hang: false,
  bytesPerSecond: null,
  fail: null,
  cutAfterBytes: null,
  revokeTokensAtByte: null,
  rateLimited: false,
  diskFull: false,
  quotaReached: false,
  dropAnswerOfLastChunk: false,
  brokenFiles: null,
  processingMs: 0,
  chaos: null,
};

/** Thrown where the connection breaks, by a fault or by the other side: the router answers with a network error. */
export class ConnectionCut extends Error {
  constructor(options?: ErrorOptions) {
    super('the connection was cut', options);
  }
}

/** The switches, and what waits for them. */
export class Faults {
  #switches: FaultSwitches = { ...NO_FAULTS };
  #waiters = new Set<() => void>();
  #listeners = new Set<() => void>();
  #bytes = 0;
  #chaos: Random | undefined;

  get current(): Readonly<FaultSwitches> {
    return this.#switches;
  }

  /** Changes the named switches. @throws TypeError for a name that is no switch. */
  set(patch: Partial<FaultSwitches>): void {
    for (const name of Object.keys(patch)) {
      if (!(name in NO_FAULTS)) throw new TypeError(`"${name}" is not a fault switch`);
    }
    this.#switches = { ...this.#switches, ...patch };
    if ('cutAfterBytes' in patch || 'revokeTokensAtByte' in patch) this.#bytes = 0;
    if ('chaos' in patch) this.#chaos = patch.chaos ? seededRandom(patch.chaos.seed) : undefined;
    for (const wake of this.#waiters) wake();
    this.#waiters.clear();
    for (const listener of this.#listeners) listener();
  }

  /** Calls the listener after every change. @returns A function that stops listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everything works again. */
  clear(): void {
    this.set({ ...NO_FAULTS });
  }

  /** Resolves at the next change of a switch, or when the signal aborts. */
  changed(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.add(resolve);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Takes one of the `fail` answers, if there is one. */
  takeFailure(): number | undefined {
    const { fail } = this.#switches;
    if (!fail || fail.times <= 0) return undefined;
    this.#switches = { ...this.#switches, fail: fail.times > 1 ? { ...fail, times: fail.times - 1 } : null };
    return fail.status;
  }

  /** Whether the answer of this last chunk is the one to drop. */
  takeDroppedAnswer(): boolean {
    const drop = this.#switches.dropAnswerOfLastChunk;
    if (drop) this.#switches = { ...this.#switches, dropAnswerOfLastChunk: false };
    return drop;
  }

  /** Decides at random for one request. `random` then chooses details, such as the byte to cut at. */
  takeChaos(): { kind: ChaosKind; random: Random } | undefined {
    const { chaos } = this.#switches;
    const random = this.#chaos;
    if (!chaos || !random || random() >= chaos.rate) return undefined;
    const kinds = chaos.kinds ?? CHAOS_KINDS;
    const kind = kinds[Math.floor(random() * kinds.length)];
    return kind === undefined ? undefined : { kind, random };
  }

  /**
   * Counts body bytes.
   *
   * @returns How many of them may still pass before a cut, and whether the tokens die with them.
   */
  count(bytes: number): { allowed: number; cut: boolean; revoke: boolean } {
    const { cutAfterBytes, revokeTokensAtByte } = this.#switches;
    const before = this.#bytes;
    this.#bytes += bytes;
    const cut = cutAfterBytes !== null && this.#bytes >= cutAfterBytes;
    const revoke = revokeTokensAtByte !== null && this.#bytes >= revokeTokensAtByte;
    const allowed = cut ? Math.max(0, cutAfterBytes - before) : bytes;
    if (cut) this.#switches = { ...this.#switches, cutAfterBytes: null };
    if (revoke) this.#switches = { ...this.#switches, revokeTokensAtByte: null };
    return { allowed, cut, revoke };
  }
}
