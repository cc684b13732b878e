import { NetworkError } from '../../errors/network-error.js';
import { isPiyaError } from '../../errors/piya-error.js';
import type { UploadError } from '../../errors/upload-error.js';

/** What a resumable upload says when its server lost it or does not let go of it. */
const LOST = ['upload/expired', 'upload/locked', 'upload/offset-lost', 'upload/result-unknown'];
/** The instance is well and takes no more. */
const FULL = ['upload/quota-exceeded', 'live/limit-reached', 'live/disabled'];
/** Nobody could sign in there yet, or not again: as when it was away at that time. */
const CLOSED = ['auth/not-signed-in', 'auth/refresh-rejected', 'auth/account-blocked'];
const STRANGER_STATUSES = [401, 403, 404];

/** Says something of the instance, not of the request. */
export function isAway(error: unknown): boolean {
  // What made a video must not make another one elsewhere.
  if (!isPiyaError(error) || (error as UploadError).video) return false;
  const { code, status, retryable } = error;
  return code.startsWith('network/') || (status !== undefined && retryable) || LOST.includes(code);
}

/** It is there, and wants to be asked less. */
export const isRateLimited = (error: unknown): boolean => isPiyaError(error) && error.code === 'http/rate-limited';

/** Another instance may have room. */
export const isFull = (error: unknown): boolean => isPiyaError(error) && FULL.includes(error.code);

/** Another instance may take what this one does not, though it is there. */
export const isClosed = (error: unknown): boolean =>
  isFull(error) || (isPiyaError(error) && CLOSED.includes(error.code));

/** What an instance says of a video that it may not know at all. */
export const isAccessOrNotFoundError = (error: unknown): boolean =>
  isPiyaError(error) && error.status !== undefined && STRANGER_STATUSES.includes(error.status);

/** Who keeps a video private says more than who does not know it. */
export const isNotMerelyMissing = (error: unknown): boolean => isPiyaError(error) && error.status !== 404;

export const noInstance = (errors: readonly unknown[]): NetworkError =>
  new NetworkError('No PeerTube instance of the pool can do this now. Try again later, or add an instance.', {
    code: 'network/unreachable',
    retryable: true,
    cause: new AggregateError(errors),
  });
