import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { handleOf } from './handles.js';

/**
 * Follows a channel of any instance as the signed-in user.
 *
 * PeerTube answers at once and looks for the channel afterwards: one that it cannot find never shows in
 * {@link listFollowed}, without an error. Check with {@link resolveChannel} first.
 *
 * @param handle - `name@host`, or the address of the channel's page.
 * @throws {@link AuthError} `auth/not-signed-in`; {@link HttpError} `http/bad-request` for something else than a
 * handle.
 * @see PeerTube REST API, "Add subscription to my user"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, followChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await followChannel(peertube, 'films@other.example');
 * ```
 */
export function followChannel(peertube: PeerTube, handle: string, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'POST /users/me/subscriptions', { json: { uri: handleOf(handle) }, signal });
}
