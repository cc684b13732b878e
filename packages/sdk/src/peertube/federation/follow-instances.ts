import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

/**
 * Makes the instance follow other instances, so that it knows their videos; administrators only. The follow begins when
 * the other instance has accepted it, some seconds later. An instance without TLS cannot, and answers with an error of
 * its own.
 *
 * @param hosts - Such as `other.example`; without `https://`.
 * @throws {@link HttpError} `http/forbidden` for other users, `http/server-error` on an instance without TLS.
 * @see PeerTube REST API, "Follow a list of actors".
 * @example
 * ```ts
 * import { createPeerTube, followInstances } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await followInstances(peertube, ['one.example', 'two.example']);
 * ```
 */
export function followInstances(
  peertube: PeerTube,
  hosts: readonly string[],
  { signal }: CallOptions = {},
): Promise<void> {
  return change(peertube, 'POST /server/following', { json: { hosts }, signal });
}
