/**
 * Lives, their broadcasts and replays: `client.live`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, liveActions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const live = bind(peertube, liveActions);
 * for await (const { state } of live.watch('gRjscAKWouefiE5Tmt8MeC')) console.log(state);
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const { rtmpUrl, streamKey } = await client.live.get('gRjscAKWouefiE5Tmt8MeC');
 * console.log(rtmpUrl, streamKey?.length);
 * ```
 */

export { /** {@link createLive} */ createLive as create } from './create-live.js';
export { /** {@link deleteLive} */ deleteLive as delete } from './delete-live.js';
export { /** {@link getLive} */ getLive as get } from './get-live.js';
export { /** {@link getLiveSeries} */ getLiveSeries as series } from './get-live-series.js';
export { /** {@link getLiveSessions} */ getLiveSessions as sessions } from './get-live-sessions.js';
export { /** {@link getSessionOfReplay} */ getSessionOfReplay as sessionOfReplay } from './get-session-of-replay.js';
export { /** {@link listMyLives} */ listMyLives as list } from './list-my-lives.js';
export { /** {@link openLive} */ openLive as open } from './rotation/open-live.js';
export { /** {@link rotateLiveKey} */ rotateLiveKey as rotateKey } from './rotation/rotate-live-key.js';
export { /** {@link updateLive} */ updateLive as update } from './update-live.js';
export { /** {@link watchLive} */ watchLive as watch } from './watch/watch-live.js';
