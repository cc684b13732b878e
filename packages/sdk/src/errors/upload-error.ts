import { PiyaError, type PiyaErrorOptions } from './piya-error.js';

/** The facts of an upload that stopped. */
export interface UploadErrorOptions extends PiyaErrorOptions {
  /** Bytes that the server confirmed before it stopped; what a resume starts from. */
  confirmedBytes?: number | undefined;
  /** The metadata field that is wrong, for `upload/invalid-metadata`. */
  field?: string | undefined;
}

/** An upload was refused or stopped. `confirmedBytes` tells how far it came. */
export class UploadError extends PiyaError {
  override name = 'UploadError';
  readonly confirmedBytes: number;
  readonly field?: string;

  constructor(message: string, options: UploadErrorOptions) {
    super(message, options);
    this.confirmedBytes = options.confirmedBytes ?? 0;
    if (options.field !== undefined) this.field = options.field;
  }
}
