/**
 * The part of `fetch` that the SDK uses.
 *
 * @example
 * ```ts
 * import { type FetchLike, globalFetch, PeerTubeClient } from '@piyakast/sdk';
 *
 * const counted: FetchLike = (input, init) => {
 *   console.log(init?.method ?? 'GET', new URL(input instanceof Request ? input.url : input).pathname);
 *   return globalFetch(input, init);
 * };
 * export const client = new PeerTubeClient({ url: 'https://video.example', fetch: counted });
 * ```
 */
export type FetchLike = (input: Request | URL | string, init?: RequestInit) => Promise<Response>;

/**
 * Looks up the global at call time, so that a later interception or polyfill works.
 *
 * @throws What the global `fetch` throws.
 * @example
 * ```ts
 * import { globalFetch } from '@piyakast/sdk';
 *
 * console.log((await globalFetch('https://video.example/api/v1/ping')).status);
 * ```
 */
export const globalFetch: FetchLike = (input, init) => globalThis.fetch(input, init);
