import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { readStats } from './read-stats.js';

/** Part of the viewers that still watched at a second of the video. */
export interface PeerTubeRetentionPoint {
  /** Seconds from the start. */
  second: number;
  /** 0 to 100. */
  retentionPercent: number;
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
  return (await readStats<{ data: PeerTubeRetentionPoint[] }>(peertube, id, 'retention', options)).data;
}
