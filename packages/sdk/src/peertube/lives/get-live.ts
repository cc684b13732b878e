import { latencyName } from '../../contract/latency.js';
import { privacyName } from '../../contract/privacy.js';
import { assertField } from '../../http/assert-field.js';
import { ask, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

import type { PeerTubeLive } from '../types/live.js';
import { liveRequest } from './live-errors.js';

const GET: Route = 'GET /videos/live/:id';

/**
 * A live's settings; for its owner also the address and the key.
 *
 * @throws {@link LiveError} `live/not-found`, also once a live has become its replay.
 * @see PeerTube REST API, "Get information about a live"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getLive } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { rtmpUrl, rtmpsUrl, streamKey } = await getLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * // OBS wants the two apart; ffmpeg wants them joined by a slash.
 * console.log(rtmpsUrl ?? rtmpUrl ?? 'not your live', streamKey?.length);
 * ```
 */
export async function getLive(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubeLive> {
  type Raw = Omit<PeerTubeLive, 'latencyMode' | 'replaySettings' | 'rtmpUrl'> & {
    latencyMode: number;
    rtmpUrl?: string | null;
    replaySettings?: { privacy: number } | null;
  };
  const raw = await ask<Raw>(peertube, GET, liveRequest(id, signal));
  assertField(nameOf(GET), raw, 'latencyMode', 'number');
  const { latencyMode, replaySettings, rtmpUrl, ...live } = raw;
  return {
    ...live,
    ...(rtmpUrl ? { rtmpUrl } : {}),
    latencyMode: latencyName(latencyMode),
    ...(replaySettings ? { replaySettings: { privacy: privacyName(replaySettings.privacy) } } : {}),
  };
}
