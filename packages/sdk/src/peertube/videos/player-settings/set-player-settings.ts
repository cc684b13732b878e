import { change } from '../../request/ask.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { VIDEO_CHANGE_ERRORS } from '../video-errors.js';
import type { PeerTubePlayerSettings } from './get-player-settings.js';

/**
 * Sets the player settings of a video; owner only.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8, `video/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @example
 * ```ts
 * import { createPeerTube, setPlayerSettings } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await setPlayerSettings(peertube, 'gRjscAKWouefiE5Tmt8MeC', { theme: 'lucide' });
 * ```
 */
export function setPlayerSettings(
  peertube: PeerTube,
  id: string | number,
  { theme }: PeerTubePlayerSettings,
  { signal }: CallOptions = {},
): Promise<void> {
  const request = { params: { id }, json: { theme }, errorMappings: VIDEO_CHANGE_ERRORS, signal };
  return change(peertube, 'PUT /player-settings/videos/:id', request);
}
