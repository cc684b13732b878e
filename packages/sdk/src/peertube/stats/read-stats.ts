import { assertField } from '../../http/assert-field.js';
import { askSigned, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { VIDEO_CHANGE_ERRORS } from '../videos/video-errors.js';

/** A range of time; {@link getVideoStats} and {@link getTimeSeries} take it. */
export interface StatsRange extends CallOptions {
  /** ISO 8601. */
  startDate?: string;
  /** ISO 8601. */
  endDate?: string;
}

export async function readStats<T>(
  peertube: PeerTube,
  id: string | number,
  part: string,
  { signal, ...query }: StatsRange,
): Promise<T> {
  const route: Route = `GET /videos/:id/stats/${part}`;
  const body = await askSigned<T>(peertube, route, {
    params: { id },
    query,
    errorMappings: VIDEO_CHANGE_ERRORS,
    signal,
  });
  if (part === 'overall') assertField(nameOf(route), body, 'totalWatchTime', 'number');
  else assertField(nameOf(route), body, 'data', 'array');
  return body;
}
