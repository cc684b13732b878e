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
