import { type Clock, systemClock } from '../../../runtime/clock.js';
import { parseTokens, type TokenStore } from '../token-store.js';

/**
 * The part of `localStorage` or `sessionStorage` that is used.
 *
 * @example
 * ```ts
 * import { type WebStorage, webTokenStore } from '@piyakast/sdk/browser';
 *
 * // A service worker has no localStorage; a test may want none either.
 * const kept = new Map<string, string>();
 * const storage: WebStorage = {
 *   getItem: (key) => kept.get(key) ?? null,
 *   setItem: (key, value) => void kept.set(key, value),
 *   removeItem: (key) => void kept.delete(key),
 * };
 * export const tokenStore = webTokenStore({ storage });
 * ```
 */
export interface WebStorage {
  /** `null` when there is none. */
  getItem(key: string): string | null;
  /** Throws when the storage is full or forbidden. */
  setItem(key: string, value: string): void;
  /** Also fine when there is none. */
  removeItem(key: string): void;
}

/**
 * The part of `navigator.locks` that is used.
 *
 * @example
 * ```ts
 * import { type WebLocks, webTokenStore } from '@piyakast/sdk/browser';
 *
 * // One tab only, in a program that has no other.
 * const locks: WebLocks = { request: (_name, _options, task) => task() };
 * export const tokenStore = webTokenStore({ locks });
 * ```
 */
export interface WebLocks {
  /** Runs the task once the lock is had, and resolves with its result. */
  request<T>(
    name: string,
    options: { signal?: AbortSignal; mode?: 'shared' | 'exclusive' },
    task: () => Promise<T>,
  ): Promise<T>;
  /** The locks that tabs hold now. Without it a tab may read its storage a moment too early. */
  query?(): Promise<{ held?: { name?: string }[] }>;
}

/** Options of {@link webTokenStore}. */
export interface WebTokenStoreOptions {
  /** Names the session; two sessions on one origin need two names. @defaultValue `piyakast.session` */
  key?: string;
  /**
   * Where the tokens go; `sessionStorage` keeps them to one tab. @defaultValue `localStorage`
   */
  storage?: WebStorage;
  /** Lets one tab refresh at a time. @defaultValue `navigator.locks` */
  locks?: WebLocks | undefined;
  clock?: Clock;
}

/** How long a tab tells the others which write was its last: far longer than a write takes to reach them. */
const TELL_MS = 5_000;
const LOOK_EVERY_MS = 10;
/** After this the storage is taken as it is; a token that another tab has used up is then recognised by its refusal. */
const MAX_WAIT_MS = 2_000;

/**
 * Keeps the tokens in web storage, so that the tabs of one origin share a session. A Web Lock lets one tab refresh.
 *
 * Every script of the page can read web storage: use it only on pages that run your own scripts alone.
 *
 * @throws What the browser's storage throws, from the store's methods: a `QuotaExceededError`, or a `TypeError` where
 * there is no storage.
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 * import { webTokenStore } from '@piyakast/sdk/browser';
 *
 * export const client = new PeerTubeClient({ url: 'https://video.example', tokenStore: webTokenStore() });
 * // True in every tab of the site after one of them has signed in.
 * console.log((await client.auth.session()) !== undefined);
 * ```
 */
export function webTokenStore(options: WebTokenStoreOptions = {}): TokenStore {
  const { key = 'piyakast.session', clock = systemClock } = options;
  const globals = globalThis as { localStorage?: WebStorage; navigator?: { locks?: WebLocks } };
  const storage = (): WebStorage => {
    const found = options.storage ?? globals.localStorage;
    if (found === undefined) throw new TypeError('This runtime has no localStorage. Give `storage`.');
    return found;
  };
  const countKey = `${key}.writes`;
  const refreshesKey = `${key}.refreshes`;
  const writes = (): number => Number(storage().getItem(countKey));

  /**
   * Tabs live in processes of their own, and a write reaches the others after the lock does (seen in Chromium). Locks are
   * ordered, so the writer holds one that names its write, and the next tab waits until it can see that write.
   */
  async function tellWrite(locks: WebLocks): Promise<void> {
    await new Promise<void>((told) => {
      const hold = async (): Promise<void> => {
        told();
        await clock.sleep(TELL_MS);
      };
      // A page that is being left gets no lock; the others then go by the refusal of a used-up token.
      locks.request(`${countKey} ${writes()}`, { mode: 'shared' }, hold).catch(() => told());
    });
  }

  async function seeWrites(locks: WebLocks, signal: AbortSignal | undefined): Promise<void> {
    const { held = [] } = (await locks.query?.()) ?? {};
    const told = held.map(({ name = '' }) => Number(name.split(`${countKey} `)[1] ?? 0));
    const untilMs = clock.now() + MAX_WAIT_MS;
    while (writes() < Math.max(0, ...told) && clock.now() < untilMs) await clock.sleep(LOOK_EVERY_MS, signal);
  }

  function locked<T>(locks: WebLocks, task: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return locks.request(key, signal === undefined ? {} : { signal }, async () => {
      await seeWrites(locks, signal);
      const before = writes();
      try {
        return await task();
      } finally {
        if (locks.query && writes() !== before) await tellWrite(locks);
      }
    });
  }

  return {
    get: async () => parseTokens(storage().getItem(key)),
    set: async (tokens) => {
      storage().setItem(key, JSON.stringify(tokens));
      // After the tokens: who sees the count sees them.
      storage().setItem(countKey, String(writes() + 1));
    },
    delete: async () => storage().removeItem(key),
    refreshes: async (times) => {
      if (times) storage().setItem(refreshesKey, times.join());
      return (storage().getItem(refreshesKey) ?? '').split(',').filter(Boolean).map(Number);
    },
    // Old browsers and plain http pages have none; a lost race is then recognised by reading the store again.
    get lock() {
      const locks = options.locks ?? globals.navigator?.locks;
      return locks && (<T>(task: () => Promise<T>, signal?: AbortSignal) => locked(locks, task, signal));
    },
  };
}
