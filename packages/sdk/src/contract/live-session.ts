/**
 * Why PeerTube broke a broadcast off: `error` of a live session (docs/peertube, "Live"). 8 is "unknown" and has no text.
 *
 * @example
 * ```ts
 * import { LIVE_SESSION_ERRORS } from '@piyakast/sdk';
 *
 * console.log(LIVE_SESSION_ERRORS[3]); // The storage quota of the account is used up.
 * ```
 */
export const LIVE_SESSION_ERRORS: Readonly<Record<number, string>> = {
  1: 'The connection of the encoder was too slow.',
  2: 'The live was longer than the instance allows.',
  3: 'The storage quota of the account is used up.',
  4: 'The instance could not process the stream.',
  5: 'A moderator blocked the live.',
  6: 'The remote transcoder failed.',
  7: 'The remote transcoding was cancelled.',
  9: 'The encoder sent something that is not a video stream.',
};

/**
 * The reason for the end of a broadcast, in one English sentence.
 *
 * @example
 * ```ts
 * import { describeSessionError } from '@piyakast/sdk';
 *
 * console.log(describeSessionError(2)); // The live was longer than the instance allows.
 * ```
 */
export function describeSessionError(error: number): string {
  return LIVE_SESSION_ERRORS[error] ?? 'PeerTube gave no reason.';
}
