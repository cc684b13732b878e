import { PiyaError } from './piya-error.js';

/** A live could not be created, changed or followed. */
export class LiveError extends PiyaError {
  override name = 'LiveError';
}
