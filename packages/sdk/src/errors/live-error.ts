import { PiyaError, type PiyaErrorOptions } from './piya-error.js';

/** The facts of a live that could not be created, changed or followed. */
export interface LiveErrorOptions extends PiyaErrorOptions {
  /** The live that already stands in for another one, whose key still works because it could not be deleted. */
  replacement?: { id: number; uuid: string; shortUUID: string } | undefined;
}

/** A live could not be created, changed or followed. */
export class LiveError extends PiyaError {
  override name = 'LiveError';
  readonly replacement?: NonNullable<LiveErrorOptions['replacement']>;

  constructor(message: string, options: LiveErrorOptions) {
    super(message, options);
    if (options.replacement) this.replacement = options.replacement;
  }
}
