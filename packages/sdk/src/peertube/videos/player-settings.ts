import { CHANNEL_MEANINGS } from '../channels/channels.js';
import { ask, change } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { CHANGE_MEANINGS } from './video-errors.js';
import { reading, type VideoReadOptions } from './videos.js';

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
 * console.log(theme); // `channel-default` unless somebody chose one
 * ```
 */
export function getPlayerSettings(
  peertube: PeerTube,
  id: string | number,
  { raw, ...options }: VideoReadOptions & PlayerSettingsOptions = {},
): Promise<PeerTubePlayerSettings> {
  return ask(peertube, 'GET /player-settings/videos/:id', { ...reading(id, options), query: { raw } });
}

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
  const request = { params: { id }, json: { theme }, errorMappings: CHANGE_MEANINGS, signal };
  return change(peertube, 'PUT /player-settings/videos/:id', request);
}

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
  const request = { params: { name }, query: { raw }, errorMappings: CHANNEL_MEANINGS, signal };
  return ask(peertube, 'GET /player-settings/video-channels/:name', request);
}

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
  const request = { params: { name }, json: { theme }, errorMappings: CHANNEL_MEANINGS, signal };
  return change(peertube, 'PUT /player-settings/video-channels/:name', request);
}
