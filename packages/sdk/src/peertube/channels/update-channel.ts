import { change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { normalizeTexts } from '../request/fields.js';
import { channelRequest, forgetChannels } from './channel-request.js';
import type { PeerTubeChannelFields } from './create-channel.js';

/**
 * Changes a channel of the signed-in user.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link HttpError} `channel/not-found`, `http/bad-request`.
 * @see PeerTube REST API, "Update a video channel"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, updateChannel } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await updateChannel(peertube, 'films', { displayName: 'Films and shorts', support: null });
 * ```
 */
export async function updateChannel(
  peertube: PeerTube,
  name: string,
  fields: PeerTubeChannelFields,
  options: CallOptions = {},
): Promise<void> {
  await change(peertube, 'PUT /video-channels/:name', {
    ...channelRequest(name, options),
    json: normalizeTexts(fields),
  }).finally(() => forgetChannels(peertube));
}
