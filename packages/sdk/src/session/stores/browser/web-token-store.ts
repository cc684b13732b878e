import type { WebLocks } from '../../../runtime/browser/web-locks.js';
import type { WebStorage } from '../../../runtime/browser/web-storage.js';
import { type Clock, systemClock } from '../../../runtime/clock.js';
import { parseTokens, type TokenStore } from '../token-store.js';
import { writeCounter } from './write-counter.js';

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
  const refreshesKey = `${key}.refreshes`;
  const writes = writeCounter(`${key}.writes`, storage, clock);

  return {
    get: async () => parseTokens(storage().getItem(key)),
    set: async (tokens) => {
      // Tokens first: a tab that sees the new count also sees the tokens.
      storage().setItem(key, JSON.stringify(tokens));
      writes.add();
    },
    delete: async () => storage().removeItem(key),
    refreshes: async (times) => {
      if (times) storage().setItem(refreshesKey, times.join());
      return (storage().getItem(refreshesKey) ?? '').split(',').filter(Boolean).map(Number);
    },
    // Old browsers and plain http pages have none; a lost race is then recognised by reading the store again.
    get lock() {
      const locks = options.locks ?? globals.navigator?.locks;
      if (!locks) return undefined;
      return <T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
        locks.request(key, signal === undefined ? {} : { signal }, () => writes.inOrder(locks, task, signal));
    },
  };
}
