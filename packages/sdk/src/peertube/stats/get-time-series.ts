import type { PeerTube } from '../request/create-peertube.js';
import { readStats, type StatsRange } from './read-stats.js';

/** A value over time. */
export interface PeerTubeTimeSeries {
  /** Length of one group, such as `1 days`. */
  groupInterval: string;
  /** In order of time: `date` in ISO 8601; `value` in viewers or, for `aggregateWatchTime`, seconds. */
  data: { date: string; value: number }[];
}

/**
 * Viewers, or watch time in seconds, over time; owner only.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/forbidden`; {@link HttpError} `video/not-found`.
 * @see PeerTube REST API, "Get timeserie stats of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getTimeSeries } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { groupInterval, data } = await getTimeSeries(peertube, 'gRjscAKWouefiE5Tmt8MeC', 'viewers');
 * console.log(groupInterval, data.map(({ date, value }) => `${date}: ${value}`));
 * ```
 */
export function getTimeSeries(
  peertube: PeerTube,
  id: string | number,
  metric: 'viewers' | 'aggregateWatchTime',
  range: StatsRange = {},
): Promise<PeerTubeTimeSeries> {
  return readStats(peertube, id, `timeseries/${metric}`, range);
}
