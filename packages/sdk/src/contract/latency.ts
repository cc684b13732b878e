/** How far a live is behind its encoder, in the order of PeerTube's numbers 1 to 3. */
export const LATENCIES = ['default', 'high', 'small'] as const;

/** How far a live is behind its encoder. */
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
