import { PiyaError, type PiyaErrorOptions } from './piya-error.js';

/** The facts of an upload that stopped; what {@link UploadError} is made from. */
export interface UploadErrorOptions extends PiyaErrorOptions {
  /** Bytes that the server confirmed before it stopped; what a resume starts from. */
  confirmedBytes?: number | undefined;
  /** The metadata field that is wrong, for `upload/invalid-metadata`. */
  field?: string | undefined;
  /** The video that exists although its upload failed. */
  video?: UploadError['video'];
}

/**
 * An upload was refused or stopped. `confirmedBytes` says how far it came.
 *
 * @example
 * ```ts
 * import { PeerTubeClient, UploadError } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const upload = client.uploads.upload(new File(['…'], 'holiday.mp4'), { name: 'Holiday' });
 * await upload.done.catch((error: unknown) => {
 *   if (!(error instanceof UploadError)) throw error;
 *   console.log(error.code, error.field, `${error.confirmedBytes} bytes are safe`);
 * });
 * ```
 */
export class UploadError extends PiyaError {
  override name = 'UploadError';
  /** Bytes that the server confirmed before it stopped; what a resume starts from. */
  readonly confirmedBytes: number;
  /** The metadata field that is wrong, for `upload/invalid-metadata`. */
  declare readonly field?: string;
  /**
   * The video, when it was made and only its captions or chapters failed: its ids at PeerTube. The same key adds what is
   * missing; a new one would make a second video.
   */
  declare readonly video?: { id: number; uuid: string; shortUUID: string } | undefined;

  constructor(message: string, options: UploadErrorOptions) {
    super(message, options);
    this.confirmedBytes = options.confirmedBytes ?? 0;
    if (options.field !== undefined) this.field = options.field;
    if (options.video) this.video = options.video;
  }
}
