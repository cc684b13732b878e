/**
 * Videos and channels of other instances: `client.federation`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, federationActions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const federation = bind(peertube, federationActions);
 * const video = await federation.resolveVideo('https://other.example/w/gRjscAKWouefiE5Tmt8MeC');
 * console.log(video?.embedUrl ?? 'not known here');
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * await client.federation.follow('films@other.example');
 * ```
 */

export { /** {@link followChannel} */ followChannel as follow } from './follow-channel.js';
export { /** {@link followInstances} */ followInstances } from './follow-instances.js';
export { /** {@link listFollowed} */ listFollowed as followed } from './list-followed.js';
export { /** {@link resolveChannel} */ resolveChannel } from './resolve-channel.js';
export { /** {@link resolveVideo} */ resolveVideo } from './resolve-video.js';
export { /** {@link unfollowChannel} */ unfollowChannel as unfollow } from './unfollow-channel.js';
export { /** {@link unfollowInstance} */ unfollowInstance } from './unfollow-instance.js';
