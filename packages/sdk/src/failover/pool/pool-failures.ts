import { isFull, isLostUpload, isNetworkFailure, isSignedOut } from '../../errors/classify.js';
import { NetworkError } from '../../errors/network-error.js';
import { isPiyaError } from '../../errors/piya-error.js';
import type { UploadError } from '../../errors/upload-error.js';

const STRANGER_STATUSES = [401, 403, 404];

/** Says something of the instance, not of the request. */
export function isAway(error: unknown): boolean {
  // What made a video must not make another one elsewhere.
  if (!isPiyaError(error) || (error as UploadError).video) return false;
  const { status, retryable } = error;
  return isNetworkFailure(error) || (status !== undefined && retryable) || isLostUpload(error);
}

/** Another instance may take what this one does not, though it is there. */
export const isClosed = (error: unknown): boolean => isFull(error) || isSignedOut(error);

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
