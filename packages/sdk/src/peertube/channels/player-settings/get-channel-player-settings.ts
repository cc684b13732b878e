import { ask } from '../../request/ask.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type {
  PeerTubePlayerSettings,
  PlayerSettingsOptions,
} from '../../videos/player-settings/get-player-settings.js';
import { CHANNEL_ERRORS } from '../channel-request.js';

/**
 * The player settings of a channel.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8, `channel/not-found`.
 * @example
 * ```ts
 * import { createPeerTube, getChannelPlayerSettings } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * console.log((await getChannelPlayerSettings(peertube, 'films')).theme);
 * ```
 */
export function getChannelPlayerSettings(
  peertube: PeerTube,
  name: string,
  { raw, signal }: CallOptions & PlayerSettingsOptions = {},
): Promise<PeerTubePlayerSettings> {
  const request = { params: { name }, query: { raw }, errorMappings: CHANNEL_ERRORS, signal };
  return ask(peertube, 'GET /player-settings/video-channels/:name', request);
}
