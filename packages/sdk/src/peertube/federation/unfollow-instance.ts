import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

/**
 * Makes the instance stop following another one; administrators only.
 *
 * @throws {@link HttpError} `http/forbidden` for other users, `http/not-found` for one that is not followed.
 * @see PeerTube REST API, "Unfollow an actor"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, unfollowInstance } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await unfollowInstance(peertube, 'one.example');
 * ```
 */
export function unfollowInstance(peertube: PeerTube, host: string, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'DELETE /server/following/:host', { params: { host }, signal });
}
