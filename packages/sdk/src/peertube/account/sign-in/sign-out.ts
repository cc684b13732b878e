import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';

/**
 * Ends the session here at once, then at the server. `revoked` is false when the server could not be reached; the tokens,
 * which are no longer stored here, then stay valid there until they expire.
 *
 * @throws What the token store throws, or the signal's reason; a server that cannot be reached is `revoked: false`.
 * @see PeerTube REST API, "Logout"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, signOut } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { revoked } = await signOut(peertube);
 * if (!revoked) console.log('Signed out here. The server could not be reached.');
 * ```
 */
export async function signOut(peertube: PeerTube, { signal }: CallOptions = {}): Promise<{ revoked: boolean }> {
  const { session } = peertube;
  const tokens = await session.end();
  try {
    if (tokens) await session.revoke(tokens.accessToken, signal);
    return { revoked: true };
  } catch (error) {
    if (signal?.aborted) throw error;
    return { revoked: false };
  }
}
