import { PiyaError } from './piya-error.js';

/**
 * Signing in, refreshing or the rights of the signed-in account failed.
 *
 * @example
 * ```ts
 * import { AuthError, PeerTubeClient } from '@piyakast/sdk';
 *
 * try {
 *   await new PeerTubeClient({ url: 'https://video.example' }).account.me();
 * } catch (error) {
 *   if (error instanceof AuthError && error.code === 'auth/not-signed-in') console.log('Show the sign-in form.');
 *   else throw error;
 * }
 * ```
 */
export class AuthError extends PiyaError {
  override name = 'AuthError';
}
