import { PiyaError } from './piya-error.js';

/** A live could not be created, changed or followed. */
export class LiveError extends PiyaError {
  override name = 'LiveError';
  /** The live that already stands in for another one, whose key still works because it could not be deleted. */
  // `declare`: set by the one who knows it, so that signing in does not carry a constructor for it.
  declare readonly replacement?: { id: number; uuid: string; shortUUID: string };
}
