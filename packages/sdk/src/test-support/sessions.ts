import type { FetchLike } from '../runtime/fetch.js';
import type { SessionTokens, TokenStore } from '../session/stores/token-store.js';

export const TOKEN = 'POST /api/v1/users/token';
export const DAY_MS = 86_400_000;
export const count = (asked: string[], wanted = TOKEN): number => asked.filter((entry) => entry === wanted).length;

/** Tokens in a plain object, as a program's own store keeps them: without a lock. */
export function sharedStore(): TokenStore & { tokens: SessionTokens | undefined } {
  const store: TokenStore & { tokens: SessionTokens | undefined } = {
    tokens: undefined,
    get: async () => store.tokens,
    set: async (tokens) => {
      store.tokens = tokens;
    },
    delete: async () => {
      store.tokens = undefined;
    },
  };
  return store;
}

/** Calls `before` ahead of every refresh that goes out. */
export function onRefresh(fetch: FetchLike, before: () => Promise<void>): FetchLike {
  return async (input, init) => {
    if (String(init?.body).includes('grant_type=refresh_token')) await before();
    return fetch(input, init);
  };
}
