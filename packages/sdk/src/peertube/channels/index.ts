/**
 * Channels, which videos are published on: `client.channels`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, channelActions, createPeerTube } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const channels = bind(peertube, channelActions);
 * console.log((await channels.get('films@other.example')).displayName);
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const [channel] = await client.channels.list();
 * console.log(channel?.displayName ?? 'make one with client.channels.create()');
 * ```
 */

export { /** {@link createChannel} */ createChannel as create } from './create-channel.js';
export { /** {@link deleteChannel} */ deleteChannel as delete } from './delete-channel.js';
export { /** {@link getChannel} */ getChannel as get } from './get-channel.js';
export { /** {@link getChannelVideos} */ getChannelVideos as videos } from './get-channel-videos.js';
export { /** {@link getMyChannels} */ getMyChannels as list } from './get-my-channels.js';
export {
  /** {@link getChannelPlayerSettings} */ getChannelPlayerSettings as playerSettings,
} from './player-settings/get-channel-player-settings.js';
export {
  /** {@link setChannelPlayerSettings} */ setChannelPlayerSettings as setPlayerSettings,
} from './player-settings/set-channel-player-settings.js';
export { /** {@link setChannelAvatar} */ setChannelAvatar as setAvatar } from './set-channel-avatar.js';
export { /** {@link updateChannel} */ updateChannel as update } from './update-channel.js';
