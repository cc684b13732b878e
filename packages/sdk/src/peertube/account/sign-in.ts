import type { Credentials } from '../../session/oauth.js';
import type { SessionInfo } from '../../session/session.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

/**
 * Signs a user in with the password grant. Earlier sessions of the user go on elsewhere.
 *
 * @throws {@link AuthError} `auth/invalid-credentials`, `auth/two-factor-required` (sign in again with `otp`),
 * `auth/two-factor-invalid`, `auth/account-blocked`, `auth/client-rejected`.
 * @see PeerTube REST API, "Login"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, isPiyaError, signIn } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const credentials = { username: 'ada', password: process.env.PASSWORD ?? '' };
 * await signIn(peertube, credentials).catch((error: unknown) => {
 *   if (!isPiyaError(error) || error.code !== 'auth/two-factor-required') throw error;
 *   return signIn(peertube, { ...credentials, otp: prompt('Code of the app') ?? '' });
 * });
 * ```
 */
export function signIn(peertube: PeerTube, credentials: Credentials, options: CallOptions = {}): Promise<SessionInfo> {
  return peertube.session.signIn(credentials, options);
}

/**
 * Ends the session here at once, then at the server. `revoked` is false when the server could not be told; the tokens,
 * which nobody keeps any more, then live there until they expire.
 *
 * @throws What the token store throws, or the signal's reason; a server that cannot be told is `revoked: false`.
 * @see PeerTube REST API, "Logout"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, signOut } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { revoked } = await signOut(peertube);
 * if (!revoked) console.log('Signed out here. The server could not be told.');
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

/**
 * When the present session ends; `undefined` when nobody is signed in.
 *
 * @throws What the token store throws.
 * @example
 * ```ts
 * import { createPeerTube, getSession } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const info = await getSession(peertube);
 * console.log(info ? `signed in until ${new Date(info.refreshExpiresAtMs).toISOString()}` : 'signed out');
 * ```
 */
export function getSession(peertube: PeerTube): Promise<SessionInfo | undefined> {
  return peertube.session.info();
}
