import { PiyaError } from './piya-error.js';

/** An option is wrong, unknown or contradicts another; thrown before any request. */
export class ConfigError extends PiyaError {
  override name = 'ConfigError';
}
