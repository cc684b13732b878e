/**
 * A number in [0, 1), as an option, so that tests can repeat a run.
 *
 * @example
 * ```ts
 * import { PeerTubeClient, type Random } from '@piyakast/sdk';
 *
 * const always: Random = () => 0.5;
 * export const client = new PeerTubeClient({ url: 'https://video.example', random: always });
 * ```
 */
export type Random = () => number;

/**
 * `Math.random`; where a key or a secret is made, `crypto` is used instead.
 *
 * @example
 * ```ts
 * import { systemRandom } from '@piyakast/sdk';
 *
 * // Half a second to one and a half, so that many clients do not come back at once.
 * console.log(500 + systemRandom() * 1_000);
 * ```
 */
export const systemRandom: Random = () => Math.random();

/** 32 random hex digits, also on a page without TLS, where `crypto.randomUUID` is missing. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
