import { PiyaError } from './piya-error.js';

/** Signing in, refreshing or the rights of the signed-in account failed. */
export class AuthError extends PiyaError {
  override name = 'AuthError';
}
