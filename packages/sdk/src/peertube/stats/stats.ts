import { assertField } from '../../http/assert-field.js';
import { askSigned, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { CHANGE_MEANINGS } from '../videos/video-errors.js';
import { getVideo } from '../videos/videos.js';

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

/** Part of the viewers that still watched at a second of the video. */
export interface PeerTubeRetentionPoint {
  /** Seconds from the start. */
  second: number;
  /** 0 to 100. */
  retentionPercent: number;
}

/** A value over time. */
export interface PeerTubeTimeSeries {
  /** Length of one group, such as `1 days`. */
  groupInterval: string;
  /** In order of time: `date` in ISO 8601; `value` in viewers or, for `aggregateWatchTime`, seconds. */
  data: { date: string; value: number }[];
}

/** A range of time; {@link getVideoStats} and {@link getTimeSeries} take it. */
export interface StatsRange extends CallOptions {
  /** ISO 8601. */
  startDate?: string;
  /** ISO 8601. */
  endDate?: string;
}

async function read<T>(
  peertube: PeerTube,
  id: string | number,
  part: string,
  { signal, ...query }: StatsRange,
): Promise<T> {
  const route: Route = `GET /videos/:id/stats/${part}`;
  const body = await askSigned<T>(peertube, route, { params: { id }, query, errorMappings: CHANGE_MEANINGS, signal });
  if (part === 'overall') assertField(nameOf(route), body, 'totalWatchTime', 'number');
  else assertField(nameOf(route), body, 'data', 'array');
  return body;
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
  return read(peertube, id, 'overall', range);
}

/**
 * Which part of the viewers watched how far; owner only.
 *
 * @returns A point for each second or, of long videos, for steps of them.
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/forbidden`; {@link HttpError} `video/not-found`,
 * `http/bad-request` for a live.
 * @see PeerTube REST API, "Get retention stats of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getRetention } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const points = await getRetention(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log('half of them left at second', points.find(({ retentionPercent }) => retentionPercent < 50)?.second);
 * ```
 */
export async function getRetention(
  peertube: PeerTube,
  id: string | number,
  options: CallOptions = {},
): Promise<PeerTubeRetentionPoint[]> {
  return (await read<{ data: PeerTubeRetentionPoint[] }>(peertube, id, 'retention', options)).data;
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
  return read(peertube, id, `timeseries/${metric}`, range);
}

/**
 * How many watch a video or live now.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`.
 * @example
 * ```ts
 * import { createPeerTube, getViewers } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * console.log(await getViewers(peertube, 'gRjscAKWouefiE5Tmt8MeC'), 'watch now');
 * ```
 */
export async function getViewers(peertube: PeerTube, id: string | number, options: CallOptions = {}): Promise<number> {
  return (await getVideo(peertube, id, { ...options, fresh: true })).viewers;
}
