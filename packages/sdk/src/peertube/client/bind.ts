import type { PeerTube } from '../request/create-peertube.js';

/** A function of an area: the instance comes first. */
export type AreaFunction = (peertube: PeerTube, ...rest: never[]) => unknown;

/** The functions of one area with their first argument given. */
export type Bound<Functions> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (peertube: PeerTube, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/**
 * Gives functions of one area their first argument, so that they read as methods of a client. With it a page makes a
 * client of the areas that it needs, and loads no other.
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, videosArea } from '@piyakast/sdk';
 *
 * const videos = bind(createPeerTube({ url: 'https://video.example' }), videosArea);
 * console.log((await videos.list({ count: 5 })).total);
 * ```
 */
export function bind<Functions extends Record<string, AreaFunction>>(
  peertube: PeerTube,
  functions: Functions,
): Bound<Functions> {
  const bound = Object.entries(functions).map(([name, call]) => [name, call.bind(undefined, peertube)]);
  return Object.fromEntries(bound) as Bound<Functions>;
}
