import { need } from '../http/need.js';
import { askSigned, nameOf, type Route } from './ask.js';
import type { CallOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import { CHANGE_MEANINGS } from './video-meanings.js';
import { getVideo } from './videos.js';

/** How a video did. Times in seconds. */
export interface PeerTubeVideoStats {
  totalWatchTime: number;
  averageWatchTime: number;
  totalViewers: number;
  viewersPeak: number;
  /** ISO 8601; `null` before the first viewer. */
  viewersPeakDate: string | null;
  countries: { isoCode: string; viewers: number }[];
}

/** Part of the viewers that still watched at a second of the video. */
export interface PeerTubeRetentionPoint {
  second: number;
  /** 0 to 100. */
  retentionPercent: number;
}

/** A value over time. */
export interface PeerTubeTimeSeries {
  /** Length of one group, such as `1 days`. */
  groupInterval: string;
  data: { date: string; value: number }[];
}

/** A range of time. */
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
  const body = await askSigned<T>(peertube, route, { params: { id }, query, meanings: CHANGE_MEANINGS, signal });
  if (part === 'overall') need(nameOf(route), body, 'totalWatchTime', 'number');
  else need(nameOf(route), body, 'data', 'array');
  return body;
}

/** Views, watch time and peak of a video; owner only. */
export function getVideoStats(
  peertube: PeerTube,
  id: string | number,
  range: StatsRange = {},
): Promise<PeerTubeVideoStats> {
  return read(peertube, id, 'overall', range);
}

/** Which part of the viewers watched how far; owner only. */
export async function getRetention(
  peertube: PeerTube,
  id: string | number,
  options: CallOptions = {},
): Promise<PeerTubeRetentionPoint[]> {
  return (await read<{ data: PeerTubeRetentionPoint[] }>(peertube, id, 'retention', options)).data;
}

/** Viewers, or watch time in seconds, over time; owner only. */
export function getTimeSeries(
  peertube: PeerTube,
  id: string | number,
  metric: 'viewers' | 'aggregateWatchTime',
  range: StatsRange = {},
): Promise<PeerTubeTimeSeries> {
  return read(peertube, id, `timeseries/${metric}`, range);
}

/** How many watch a video or live now. */
export async function getViewers(peertube: PeerTube, id: string | number, options: CallOptions = {}): Promise<number> {
  return (await getVideo(peertube, id, { ...options, fresh: true })).viewers;
}
