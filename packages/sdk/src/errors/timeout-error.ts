import { PiyaError } from './piya-error.js';

/** The answer did not come within the time allowed. */
export class TimeoutError extends PiyaError {
  override name = 'TimeoutError';
}
