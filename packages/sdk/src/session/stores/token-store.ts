/** The tokens of one signed-in session. Secret: a holder acts as the user. */
export interface SessionTokens {
  /** Signs requests; a day long by default. */
  accessToken: string;
  /** Works once. */
  refreshToken: string;
  /** Milliseconds since the UNIX epoch. */
  expiresAtMs: number;
  /** Milliseconds since the UNIX epoch. */
  refreshExpiresAtMs: number;
}

/**
 * Keeps the tokens of one session. Bring your own to keep them in a database or a key chain.
 *
 * A store that several tabs or processes share should have `lock`, so that only one of them refreshes at a time.
 *
 * @example
 * ```ts
 * import type { SessionTokens, TokenStore } from '@piyakast/sdk';
 *
 * const rows = new Map<string, SessionTokens>();
 * export const store: TokenStore = {
 *   get: async () => rows.get('service-account'),
 *   set: async (tokens) => void rows.set('service-account', tokens),
 *   delete: async () => void rows.delete('service-account'),
 * };
 * ```
 */
export interface TokenStore {
  /** `undefined` when not signed in. */
  get(): Promise<SessionTokens | undefined>;
  /** Resolves when the tokens are kept. */
  set(tokens: SessionTokens): Promise<void>;
  /** Also fine when nothing is kept. */
  delete(): Promise<void>;
  /** Runs the task while no other holder of the same store runs one. */
  lock?: (<T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>) | undefined;
  /**
   * When all who share the store refreshed lately, in milliseconds since the UNIX epoch; keeps `times` first when they are
   * given. PeerTube allows 15 sign-ins and refreshes in five minutes. Without it each client counts its own.
   */
  refreshes?(times?: readonly number[]): Promise<readonly number[]>;
}

/**
 * Keeps the tokens until the page or the process ends.
 *
 * @example
 * ```ts
 * import { memoryTokenStore, PeerTubeClient } from '@piyakast/sdk';
 *
 * // What a client does without `tokenStore`; one store given to two clients shares a session.
 * const tokenStore = memoryTokenStore();
 * const url = 'https://video.example';
 * const [reader, writer] = [new PeerTubeClient({ url, tokenStore }), new PeerTubeClient({ url, tokenStore })];
 * console.log(await reader.auth.session(), await writer.auth.session());
 * ```
 */
export function memoryTokenStore(): TokenStore {
  let tokens: SessionTokens | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    get: async () => tokens,
    set: async (next) => {
      tokens = next;
    },
    delete: async () => {
      tokens = undefined;
    },
    lock: (task) => {
      const work = last.then(task, task);
      last = work;
      return work;
    },
  };
}

/** Reads tokens that were kept as JSON; anything else is treated as signed out. */
export function parseTokens(json: string | null): SessionTokens | undefined {
  if (json === null) return undefined;
  try {
    const value = JSON.parse(json) as Partial<SessionTokens> | null;
    const isWhole =
      typeof value?.accessToken === 'string' &&
      typeof value.refreshToken === 'string' &&
      typeof value.expiresAtMs === 'number' &&
      typeof value.refreshExpiresAtMs === 'number';
    return isWhole ? (value as SessionTokens) : undefined;
  } catch {
    // Damaged by another program: signing in again repairs it.
    return undefined;
  }
}
