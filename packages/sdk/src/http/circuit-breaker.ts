import { NetworkError } from '../errors/network-error.js';
import { isPiyaError } from '../errors/piya-error.js';
import type { Clock } from '../runtime/clock.js';
import type { HttpGate } from './types.js';

/** How a server looked lately. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/** Stops asking a server that does not answer, and lets one request through to see whether it is back. */
export interface CircuitBreaker {
  /** To be put into the `gates` of an Http or a client. */
  readonly gate: HttpGate;
  /** Whether requests go out: `half-open` lets one through. */
  state(): CircuitState;
}

/** Options of {@link createCircuitBreaker}. */
export interface CircuitBreakerOptions {
  /** The time that `openMs` goes by. */
  clock: Clock;
  /** Failures in a row that open it. @defaultValue 5 */
  failures?: number | undefined;
  /** How long it stays open before the next probe, in milliseconds. @defaultValue 5,000 */
  openMs?: number | undefined;
  /** Routes that always pass, and whose success closes it: health checks. */
  probes?: readonly string[] | undefined;
}

/** A gateway's answers mean that the server behind it is away; a 503 with `Retry-After` is the server's own word. */
function isAway(response: Response): boolean {
  const { status, headers } = response;
  return status === 502 || status === 504 || (status === 503 && !headers.has('retry-after'));
}

/**
 * Makes a breaker for one server. While it is open, requests fail with NetworkError `network/circuit-open` at once.
 * Only what says that the server is away counts: no answer, 502, 504, and 503 without `Retry-After`.
 *
 * @example
 * ```ts
 * import { createCircuitBreaker, createPeerTube, systemClock } from '@piyakast/sdk';
 *
 * const breaker = createCircuitBreaker({ clock: systemClock, failures: 3, openMs: 10_000 });
 * export const peertube = createPeerTube({ url: 'https://video.example', gates: [breaker.gate] });
 * console.log(breaker.state()); // closed
 * ```
 */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { clock, failures: threshold = 5, openMs = 5_000, probes = [] } = options;
  let failures = 0;
  let openUntilMs = 0;
  let probing = false;

  const state = (): CircuitState => {
    if (failures < threshold) return 'closed';
    return clock.now() < openUntilMs || probing ? 'open' : 'half-open';
  };
  const fail = (): void => {
    failures += 1;
    if (failures >= threshold) openUntilMs = clock.now() + openMs;
  };

  return {
    state,
    async gate({ route }, send) {
      const before = state();
      if (before === 'open' && !probes.includes(route)) {
        throw new NetworkError(
          'The server has not answered lately, so it is left alone for a few seconds. Try again then.',
          {
            code: 'network/circuit-open',
            retryable: true,
          },
        );
      }
      const isProbe = before === 'half-open';
      if (isProbe) probing = true;
      try {
        const response = await send();
        if (isAway(response)) fail();
        else failures = 0;
        return response;
      } catch (error) {
        // An abort is the caller's word, and a gate's refusal (it has a status) is our own: neither is the server's.
        if (isPiyaError(error) && error.status === undefined) fail();
        throw error;
      } finally {
        if (isProbe) probing = false;
      }
    },
  };
}
