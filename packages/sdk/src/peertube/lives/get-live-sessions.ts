import { assertField } from '../../http/assert-field.js';
import { askSigned, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeLiveSession } from '../types/live.js';
import { liveRequest } from './live-errors.js';

const SESSIONS: Route = 'GET /videos/live/:id/sessions';

/**
 * The broadcasts of a live, oldest first, with their replays; owner only.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link LiveError} `live/not-found`.
 * @see PeerTube REST API, "List live sessions"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getLiveSessions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for (const { startDate, endDate, replayVideo, error } of await getLiveSessions(peertube, 'gRjscAKWouefiE5Tmt8MeC')) {
 *   console.log(startDate, endDate ?? 'on air', replayVideo?.uuid ?? 'no replay yet', error);
 * }
 * ```
 */
export async function getLiveSessions(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubeLiveSession[]> {
  const body = await askSigned<{ data: PeerTubeLiveSession[] }>(peertube, SESSIONS, liveRequest(id, signal));
  assertField(nameOf(SESSIONS), body, 'data', 'array');
  return body.data.map(sessionOf).sort((a, b) => a.startDate.localeCompare(b.startDate));
}

/** `replayVideo` is absent until the replay exists. */
export const sessionOf = (raw: PeerTubeLiveSession): PeerTubeLiveSession => ({
  ...raw,
  replayVideo: raw.replayVideo ?? null,
});
