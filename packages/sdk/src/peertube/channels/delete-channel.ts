import type { ErrorMappings } from '../../http/types.js';
import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { CHANNEL_ERRORS, channelRequest, forgetChannels } from './channel-request.js';

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
  await change(peertube, 'DELETE /video-channels/:name', { ...channelRequest(name, options), errorMappings }).finally(
    () => forgetChannels(peertube),
  );
}
