import type { WebLocks } from '../runtime/browser/web-locks.js';
import type { WebStorage } from '../runtime/browser/web-storage.js';

/** Web storage in memory; `items` is what it holds. */
export function fakeStorage(): WebStorage & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

/** Like the browser's: one holder for each name, in order. */
export function fakeLocks(): WebLocks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request<T>(name: string, _options: Parameters<WebLocks['request']>[1], task: () => Promise<T>): Promise<T> {
      const next = (tails.get(name) ?? Promise.resolve()).then(task);
      tails.set(
        name,
        next.catch(() => undefined),
      );
      return next;
    },
  };
}
