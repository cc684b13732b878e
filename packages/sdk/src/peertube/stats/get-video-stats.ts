import type { PeerTube } from '../request/create-peertube.js';
import { readStats, type StatsRange } from './read-stats.js';

/** How a video did. Times in seconds. */
export interface PeerTubeVideoStats {
  /** All viewers together, in seconds. */
  totalWatchTime: number;
  /** Of one viewer, in seconds. */
  averageWatchTime: number;
  /** Viewers in the range of time. */
  totalViewers: number;
  /** Most viewers at one moment. */
  viewersPeak: number;
  /** ISO 8601; `null` before the first viewer. */
  viewersPeakDate: string | null;
  /** Viewers by country, `isoCode` in two letters. */
  countries: { isoCode: string; viewers: number }[];
}

/**
 * Views, watch time and peak of a video; owner only.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/forbidden`; {@link HttpError} `video/not-found`.
 * @see PeerTube REST API, "Get overall stats of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getVideoStats } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const startDate = new Date(Date.now() - 7 * 86_400_000).toISOString();
 * const { totalViewers, averageWatchTime } = await getVideoStats(peertube, 'gRjscAKWouefiE5Tmt8MeC', { startDate });
 * console.log(totalViewers, 'viewers in a week,', averageWatchTime, 'seconds each');
 * ```
 */
export function getVideoStats(
  peertube: PeerTube,
  id: string | number,
  range: StatsRange = {},
): Promise<PeerTubeVideoStats> {
  return readStats(peertube, id, 'overall', range);
}
