import type { Logger } from '../log.js';

/** What was counted under one name within one minute. */
export interface Hits {
  name: string;
  /** Minutes since the epoch. */
  minute: number;
  hits: number;
}

/** Adds the hits of this server to those of all, and returns the sums. */
export type ShareHits = (hits: readonly Hits[]) => Promise<Hits[]>;

/** Counts requests by name and minute, over all servers that share a database. */
export interface RateLimiter {
  /**
   * Counts one request. `max` of 0 means no limit.
   *
   * @returns Seconds until the next minute when there were more than `max` in this one, else `undefined`.
   */
  hit(name: string, max: number): number | undefined;
  /** Brings the counts of all servers together; a server calls it every {@link SHARE_MS}. */
  share(): Promise<void>;
  stop(): void;
}

export interface RateLimiterOptions {
  /** `undefined` for a server that is alone. */
  shareHits?: ShareHits | undefined;
  log: Logger;
  now?: () => number;
}

/** A request costs no query; servers see each other's counts this much later, and may allow as much more. */
export const SHARE_MS = 500;
const MINUTE_MS = 60_000;
/** Names beyond these, within one minute, are counted as one, so that invented addresses cannot fill the memory. */
const MAX_NAMES = 50_000;
const OVERFLOW = 'overflow';

interface Count {
  /** Of all servers, as last seen. */
  shared: number;
  /** Of this server since then. */
  own: number;
}

export function createRateLimiter({ shareHits, log, now = () => Date.now() }: RateLimiterOptions): RateLimiter {
  const minuteOf = () => Math.floor(now() / MINUTE_MS);
  let minute = minuteOf();
  let counts = new Map<string, Count>();

  const current = (): Map<string, Count> => {
    if (minuteOf() !== minute) {
      minute = minuteOf();
      counts = new Map();
    }
    return counts;
  };
  const countOf = (name: string): Count => {
    const known = current().get(name);
    if (known !== undefined) return known;
    if (counts.size >= MAX_NAMES && name !== OVERFLOW) return countOf(OVERFLOW);
    const count = { shared: 0, own: 0 };
    counts.set(name, count);
    return count;
  };

  const share = async (): Promise<void> => {
    const mine = [...current()].filter(([, { own }]) => own > 0);
    if (shareHits === undefined || mine.length === 0) return;
    const sent = mine.map(([name, { own }]) => ({ name, minute, hits: own }));
    const own = new Map(sent.map(({ name, hits }) => [name, hits]));
    for (const { name, minute: of, hits } of await shareHits(sent)) {
      const count = of === minute ? counts.get(name) : undefined;
      const before = own.get(name) ?? 0;
      if (count !== undefined) Object.assign(count, { shared: hits, own: count.own - before });
    }
  };

  let sharing = false;
  const timer =
    shareHits &&
    setInterval(() => {
      if (sharing) return;
      sharing = true;
      share()
        .catch((error: unknown) => log.warn({ err: error }, 'requests are counted for this server alone'))
        .finally(() => {
          sharing = false;
        });
    }, SHARE_MS).unref();

  return {
    hit(name, max) {
      if (max === 0) return undefined;
      const count = countOf(name);
      count.own += 1;
      if (count.shared + count.own <= max) return undefined;
      return Math.max(1, Math.ceil(((minute + 1) * MINUTE_MS - now()) / 1000));
    },
    share,
    stop: () => clearInterval(timer),
  };
}
