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
 */

export { /** {@link getRetention} */ getRetention as retention } from './get-retention.js';
export { /** {@link getTimeSeries} */ getTimeSeries as timeSeries } from './get-time-series.js';
export { /** {@link getVideoStats} */ getVideoStats as overall } from './get-video-stats.js';
export { /** {@link getViewers} */ getViewers as viewers } from './get-viewers.js';
