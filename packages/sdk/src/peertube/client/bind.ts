import type { PeerTube } from '../request/create-peertube.js';

/** A function of the SDK that works on an instance, which is its first argument; {@link bind} takes a set of them. */
export type Action = (peertube: PeerTube, ...rest: never[]) => unknown;

/** Actions with their first argument given: the methods of one part of a client. */
export type Bound<Functions> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (peertube: PeerTube, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/**
 * Binds the actions of one topic to an instance, so that they read as methods of a client. A page that counts bytes
 * builds a client of the topics that it needs, and loads no other.
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, videoActions } from '@piyakast/sdk';
 *
 * const videos = bind(createPeerTube({ url: 'https://video.example' }), videoActions);
 * console.log((await videos.list({ count: 5 })).total);
 * ```
 */
export function bind<Functions extends Record<string, Action>>(
  peertube: PeerTube,
  functions: Functions,
): Bound<Functions> {
  const bound = Object.entries(functions).map(([name, call]) => [name, call.bind(undefined, peertube)]);
  return Object.fromEntries(bound) as Bound<Functions>;
}
