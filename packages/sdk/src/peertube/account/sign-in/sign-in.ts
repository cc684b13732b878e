import type { Credentials } from '../../../session/oauth.js';
import type { SessionInfo } from '../../../session/session-machine.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';

/**
 * Signs a user in with the password grant. Other sessions of the user stay valid.
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
