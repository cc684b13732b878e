import { isPiyaError } from '../../errors/piya-error.js';
import { abortable } from '../../runtime/abortable.js';
import { type Clock, systemClock } from '../../runtime/clock.js';
import type { ReadOptions } from './call-options.js';

/** How well a cache works; counts since the client was made. */
export interface CacheStats {
  /** Answers that were kept, or shared with a request under way. */
  hits: number;
  /** Answers that the server was asked for. */
  misses: number;
  /** Old answers given because a new one could not be had. */
  stale: number;
  /** `hits / (hits + misses)`, from 0 to 1; 0 before the first question. */
  hitRatio: number;
}

/**
 * Keeps answers of one instance for one session.
 *
 * @example
 * ```ts
 * import { type PeerTubeCache, PeerTubeClient } from '@piyakast/sdk';
 *
 * // Keeps nothing: every call asks the server.
 * const none: PeerTubeCache = {
 *   get: (_key, _ttlMs, load, { signal }) => load(signal),
 *   invalidate: () => undefined,
 * };
 * export const client = new PeerTubeClient({ url: 'https://video.example', cache: none });
 * ```
 */
export interface PeerTubeCache {
  /** The kept answer, or the one that `load` brings. */
  get<T>(
    key: string,
    ttlMs: number,
    load: (signal: AbortSignal | undefined) => Promise<T>,
    options: ReadOptions,
  ): Promise<T>;
  /** Forgets every answer whose key begins so; an empty prefix forgets all. */
  invalidate(prefix: string): void;
}

/** Keeps nothing. */
export const noCache: PeerTubeCache = {
  get: (_key, _ttlMs, load, { signal }) => load(signal),
  invalidate: () => undefined,
};

/** Options of {@link createCache}. */
export interface CreateCacheOptions {
  /** The time that answers age by. @defaultValue the real time */
  clock?: Clock | undefined;
  /** How long an old answer may stand in while the server fails, in milliseconds. @defaultValue 10 min */
  staleMs?: number | undefined;
  /** Answers kept at most; the oldest goes first. @defaultValue 500 */
  maxEntries?: number | undefined;
}

interface Entry {
  value: Promise<unknown>;
  /** When the answer came; `undefined` while it is on its way. */
  loadedAtMs?: number;
}

/**
 * A cache in memory: one request for all who ask at once, and the old answer while the server fails.
 *
 * @example
 * ```ts
 * import { createCache, createPeerTube, getConfig } from '@piyakast/sdk';
 *
 * const cache = createCache({ staleMs: 3_600_000 });
 * const peertube = createPeerTube({ url: 'https://video.example', cache });
 * await getConfig(peertube);
 * await getConfig(peertube);
 * console.log(cache.stats().hitRatio); // 0.5
 * ```
 */
export function createCache(options: CreateCacheOptions = {}): PeerTubeCache & { stats(): CacheStats } {
  const { clock = systemClock, staleMs = 600_000, maxEntries = 500 } = options;
  const entries = new Map<string, Entry>();
  let [hits, misses, stale] = [0, 0, 0];

  /** The answer that comes, and what stands in for it when none does: an old one, where there is one. */
  function load<T>(key: string, fetchValue: () => Promise<T>, old: Entry | undefined) {
    const loading = fetchValue().then((loaded) => {
      entry.loadedAtMs = clock.now();
      return loaded;
    });
    const value = loading.catch((error: unknown) => {
      // Gone already when one of our own writes came between.
      const isPresent = entries.get(key) === entry;
      if (isPresent) entries.delete(key);
      const isUsable = old?.loadedAtMs !== undefined && clock.now() - old.loadedAtMs < staleMs;
      if (!isPresent || !isUsable || !isPiyaError(error) || !error.retryable) throw error;
      stale += 1;
      entries.set(key, old);
      return old.value as Promise<T>;
    });
    const entry: Entry = { value };
    entries.delete(key);
    entries.set(key, entry);
    for (const first of entries.keys()) {
      if (entries.size <= maxEntries) break;
      entries.delete(first);
    }
    // The callers handle it.
    value.catch(() => undefined);
    return { loading, value };
  }

  return {
    get<T>(key: string, ttlMs: number, fetchValue: (signal: undefined) => Promise<T>, { signal, fresh }: ReadOptions) {
      const kept = entries.get(key);
      const isGood = kept !== undefined && (kept.loadedAtMs === undefined || clock.now() - kept.loadedAtMs < ttlMs);
      if (isGood && fresh !== true) {
        hits += 1;
        return abortable(kept.value as Promise<T>, signal);
      }
      misses += 1;
      // Shared by all who ask, so one caller's abort does not end it.
      const { loading, value } = load(
        key,
        () => fetchValue(undefined),
        kept?.loadedAtMs === undefined ? undefined : kept,
      );
      return abortable(fresh === true ? loading : value, signal);
    },
    invalidate(prefix) {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
    stats: () => ({ hits, misses, stale, hitRatio: hits + misses === 0 ? 0 : hits / (hits + misses) }),
  };
}
