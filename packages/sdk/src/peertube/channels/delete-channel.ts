import type { HttpError } from '../../errors/http-error.js';
import type { ErrorMappings } from '../../http/types.js';
import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { CHANNEL_ERRORS, channelRequest, forgetChannels } from './channel-request.js';

const KEYS_POLL_MS = 1_000;
const MAX_ATTEMPTS = 6;

/**
 * Deletes a channel with its videos.
 *
 * @throws {@link HttpError} `http/conflict` for the last channel of the account, `channel/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @see PeerTube REST API, "Delete a video channel"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, deleteChannel, isPiyaError } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await deleteChannel(peertube, 'films').catch((error: unknown) => {
 *   if (!isPiyaError(error) || error.code !== 'http/conflict') throw error;
 *   console.log('An account keeps one channel.');
 * });
 * ```
 */
export async function deleteChannel(peertube: PeerTube, name: string, options: CallOptions = {}): Promise<void> {
  const errorMappings: ErrorMappings = { ...CHANNEL_ERRORS, 409: ['http/conflict', 'Make another channel first.'] };
  const request = { ...channelRequest(name, options), errorMappings };
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await change(peertube, 'DELETE /video-channels/:name', request);
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !lacksKeys(error)) throw error;
        await peertube.clock.sleep(KEYS_POLL_MS, options.signal);
      }
    }
  } finally {
    forgetChannels(peertube);
  }
}

/** PeerTube 8 makes the keys of a channel after it has answered, and cannot delete it before: 2 s later at the most. */
const lacksKeys = (error: unknown): boolean =>
  (error as Partial<HttpError>).status === 500 &&
  (error as Partial<HttpError>).serverCode === 'SequelizeValidationError';
