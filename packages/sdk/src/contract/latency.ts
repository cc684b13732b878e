/**
 * How far a live is behind its encoder, in the order of PeerTube's numbers 1 to 3.
 *
 * @example
 * ```ts
 * import { LATENCIES } from '@piyakast/sdk';
 *
 * console.log(LATENCIES.join()); // default,high,small
 * ```
 */
export const LATENCIES = ['default', 'high', 'small'] as const;

/**
 * How far a live is behind its encoder.
 *
 * @example
 * ```ts
 * import { type Latency, latencyId } from '@piyakast/sdk';
 *
 * const latency: Latency = 'high';
 * console.log(latencyId(latency)); // 2
 * ```
 */
export type Latency = (typeof LATENCIES)[number];

/**
 * PeerTube's number of a latency word; numbers pass as they are.
 *
 * @example
 * ```ts
 * import { latencyId } from '@piyakast/sdk';
 *
 * console.log(latencyId('small')); // 3
 * ```
 */
export function latencyId(latency: Latency | number): number {
  return typeof latency === 'number' ? latency : LATENCIES.indexOf(latency) + 1;
}

/**
 * The word for one of PeerTube's latency numbers; unknown numbers pass as they are.
 *
 * @example
 * ```ts
 * import { latencyName } from '@piyakast/sdk';
 *
 * console.log(latencyName(1)); // default
 * ```
 */
export function latencyName(id: number): Latency | number {
  return LATENCIES[id - 1] ?? id;
}
