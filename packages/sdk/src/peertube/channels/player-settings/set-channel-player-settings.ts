import { change } from '../../request/ask.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { PeerTubePlayerSettings } from '../../videos/player-settings/get-player-settings.js';
import { CHANNEL_ERRORS } from '../channel-request.js';

/**
 * Sets the player settings of a channel; owner only.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8, `channel/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @example
 * ```ts
 * import { createPeerTube, setChannelPlayerSettings } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await setChannelPlayerSettings(peertube, 'films', { theme: 'instance-default' });
 * ```
 */
export function setChannelPlayerSettings(
  peertube: PeerTube,
  name: string,
  { theme }: PeerTubePlayerSettings,
  { signal }: CallOptions = {},
): Promise<void> {
  const request = { params: { name }, json: { theme }, errorMappings: CHANNEL_ERRORS, signal };
  return change(peertube, 'PUT /player-settings/video-channels/:name', request);
}
