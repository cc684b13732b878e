import { CHANNEL_ERRORS } from '../channels/channel-request.js';
import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { handleOf } from './handles.js';

/**
 * Stops following a channel.
 *
 * @param handle - `name@host`, or the address of the channel's page.
 * @throws {@link AuthError} `auth/not-signed-in`; {@link HttpError} `channel/not-found` for one that is not followed.
 * @see PeerTube REST API, "Delete subscription of my user"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, unfollowChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await unfollowChannel(peertube, '@films@other.example');
 * ```
 */
export function unfollowChannel(peertube: PeerTube, handle: string, { signal }: CallOptions = {}): Promise<void> {
  const request = { params: { handle: handleOf(handle) }, errorMappings: CHANNEL_ERRORS, signal };
  return change(peertube, 'DELETE /users/me/subscriptions/:handle', request);
}
