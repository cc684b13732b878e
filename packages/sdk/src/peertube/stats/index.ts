/**
 * Statistics of videos, for their owner: `client.stats`.
 *
 * @module
 *
 * @example
 * ```ts
 * import { bind, createPeerTube, statsActions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const stats = bind(peertube, statsActions);
 * console.log((await stats.overall('gRjscAKWouefiE5Tmt8MeC')).averageWatchTime, 'seconds');
 * ```
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 *
 * const client = new PeerTubeClient({ url: 'https://video.example' });
 * console.log(await client.stats.viewers('gRjscAKWouefiE5Tmt8MeC'), 'watch now');
 * ```
 */

export { /** {@link getRetention} */ getRetention as retention } from './get-retention.js';
export { /** {@link getTimeSeries} */ getTimeSeries as timeSeries } from './get-time-series.js';
export { /** {@link getVideoStats} */ getVideoStats as overall } from './get-video-stats.js';
export { /** {@link getViewers} */ getViewers as viewers } from './get-viewers.js';
