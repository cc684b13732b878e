import type { Credentials } from '../auth/oauth.js';
import type { SessionInfo } from '../auth/session.js';
import type { CallOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';

/**
 * Signs a user in with the password grant. Earlier sessions of the user go on elsewhere.
 *
 * @throws {@link AuthError} `auth/invalid-credentials`, `auth/two-factor-required` (sign in again with `otp`),
 * `auth/two-factor-invalid`, `auth/account-blocked`, `auth/client-rejected`.
 * @see PeerTube REST API, "Login"; checked against 6.3.0.
 */
export function signIn(peertube: PeerTube, credentials: Credentials, options: CallOptions = {}): Promise<SessionInfo> {
  return peertube.session.signIn(credentials, options);
}

/**
 * Ends the session here at once, then at the server. `revoked` is false when the server could not be told; the tokens,
 * which nobody keeps any more, then live there until they expire.
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

/** When the present session ends; `undefined` when nobody is signed in. */
export function getSession(peertube: PeerTube): Promise<SessionInfo | undefined> {
  return peertube.session.info();
}
