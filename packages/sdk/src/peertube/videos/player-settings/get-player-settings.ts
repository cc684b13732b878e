import { ask } from '../../request/ask.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { type VideoReadOptions, videoRequest } from '../video-request.js';

/** How PeerTube's own player looks for a video or a channel (PeerTube 8); {@link setPlayerSettings} takes it. */
export interface PeerTubePlayerSettings {
  /**
   * `galaxy` or `lucide`, or another one of a newer server; `instance-default` and, for a video, `channel-default` leave
   * it to those.
   */
  theme: 'galaxy' | 'lucide' | 'instance-default' | 'channel-default' | (string & Record<never, never>);
}

/** Options of a call that reads player settings, such as {@link getPlayerSettings}. */
export interface PlayerSettingsOptions {
  /** What was set, not what follows from it: `channel-default` stays so. @defaultValue false */
  raw?: boolean;
}

/**
 * The player settings of a video.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8, `video/not-found`.
 * @example
 * ```ts
 * import { createPeerTube, getPlayerSettings } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { theme } = await getPlayerSettings(peertube, 'gRjscAKWouefiE5Tmt8MeC', { raw: true });
 * console.log(theme); // `channel-default` unless one was chosen
 * ```
 */
export function getPlayerSettings(
  peertube: PeerTube,
  id: string | number,
  { raw, ...options }: VideoReadOptions & PlayerSettingsOptions = {},
): Promise<PeerTubePlayerSettings> {
  return ask(peertube, 'GET /player-settings/videos/:id', { ...videoRequest(id, options), query: { raw } });
}
