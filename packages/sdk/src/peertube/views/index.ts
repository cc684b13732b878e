/**
 * View reports, which make PeerTube count a view, for a player of your own: `client.views`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, viewActions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const views = bind(peertube, viewActions);
 * const player = document.querySelector('video');
 * const viewing = views.start('gRjscAKWouefiE5Tmt8MeC', { position: () => player?.currentTime });
 * player?.addEventListener('ended', () => void viewing.stop());
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * const player = document.querySelector('video');
 * const position = () => (player?.paused ? undefined : player?.currentTime);
 * client.views.start('gRjscAKWouefiE5Tmt8MeC', { position });
 * ```
 */

export { /** {@link sendView} */ sendView as send } from './send-view.js';
export { /** {@link startViewing} */ startViewing as start } from './start-viewing.js';
