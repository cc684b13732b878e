/** The part of `fetch` that the SDK uses. */
export type FetchLike = (input: Request | URL | string, init?: RequestInit) => Promise<Response>;

/** Looks up the global at call time, so that a later interception or polyfill works. */
export const globalFetch: FetchLike = (input, init) => globalThis.fetch(input, init);
