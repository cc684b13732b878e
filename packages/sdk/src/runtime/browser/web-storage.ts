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
