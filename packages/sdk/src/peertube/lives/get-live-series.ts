import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeVideoIds } from '../types/common.js';
import type { PeerTubeLiveSession } from '../types/live.js';
import { getLiveSessions } from './get-live-sessions.js';

/** The broadcasts of one live as a series. */
export interface PeerTubeLiveSeries {
  /** Oldest first. */
  broadcasts: PeerTubeLiveSession[];
  /** The replays that exist, oldest first. */
  replays: (PeerTubeVideoIds & { startDate: string })[];
}

/**
 * All broadcasts of a live with their replays; owner only. Each replay of a permanent live is a separate video.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link LiveError} `live/not-found`.
 * @example
 * ```ts
 * import { createPeerTube, getLiveSeries, watchUrl } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { broadcasts, replays } = await getLiveSeries(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(broadcasts.length, 'broadcasts');
 * for (const { startDate, shortUUID } of replays) console.log(startDate, watchUrl(peertube.url, shortUUID));
 * ```
 */
export async function getLiveSeries(
  peertube: PeerTube,
  id: string | number,
  options: CallOptions = {},
): Promise<PeerTubeLiveSeries> {
  return seriesOf(await getLiveSessions(peertube, id, options));
}

export function seriesOf(broadcasts: PeerTubeLiveSession[]): PeerTubeLiveSeries {
  const replays = broadcasts.flatMap(({ replayVideo, startDate }) =>
    replayVideo ? [{ ...replayVideo, startDate }] : [],
  );
  return { broadcasts, replays };
}
