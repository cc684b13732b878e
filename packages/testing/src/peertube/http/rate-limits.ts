import type { Clock } from '../../runtime/clock.js';
import type { Features, RateLimit } from '../config/features.js';

/** Which counter a request belongs to (docs/peertube §2). */
export type LimiterName = keyof Features['rateLimit'];

export interface RateLimitState {
  limit: number;
  remaining: number;
  /** UNIX seconds. */
  resetAtS: number;
  reached: boolean;
  retryAfterS: number;
}

/** Counts requests in fixed windows, for each address apart. */
export class RateLimits {
  #windows = new Map<string, { startedAtMs: number; used: number }>();

  take(name: string, { max, windowMs }: RateLimit, clock: Clock): RateLimitState {
    const now = clock.now();
    let window = this.#windows.get(name);
    if (!window || now - window.startedAtMs >= windowMs) {
      window = { startedAtMs: now, used: 0 };
      this.#windows.set(name, window);
    }
    window.used += 1;
    const resetAtMs = window.startedAtMs + windowMs;
    return {
      limit: max,
      remaining: Math.max(0, max - window.used),
      resetAtS: Math.ceil(resetAtMs / 1000),
      reached: window.used > max,
      retryAfterS: Math.max(1, Math.ceil((resetAtMs - now) / 1000)),
    };
  }
}
