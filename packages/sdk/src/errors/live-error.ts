import { PiyaError, type PiyaErrorOptions } from './piya-error.js';

/** The facts of a live that could not be created, changed or followed. */
export interface LiveErrorOptions extends PiyaErrorOptions {
  /** The live that already stands in for another one, whose key still works because it could not be deleted. */
  replacement?: { id: number; uuid: string; shortUUID: string } | undefined;
}

/**
 * A live could not be created, changed or followed.
 *
 * @example
 * ```ts
 * import { LiveError, PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * try {
 *   await client.live.create({ name: 'Tonight', channelId: 1 });
 * } catch (error) {
 *   if (!(error instanceof LiveError) || error.code !== 'live/limit-reached') throw error;
 *   console.log('Delete a live that is not used; waiting ones count.');
 * }
 * ```
 */
export class LiveError extends PiyaError {
  override name = 'LiveError';
  readonly replacement?: NonNullable<LiveErrorOptions['replacement']>;

  constructor(message: string, options: LiveErrorOptions) {
    super(message, options);
    if (options.replacement) this.replacement = options.replacement;
  }
}
