import { ask } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeLiveSession } from '../types/live.js';
import { sessionOf } from './get-live-sessions.js';
import { liveRequest } from './live-errors.js';

/**
 * The broadcast that a replay came from; needs no session.
 *
 * @throws {@link LiveError} `live/not-found` for a video that is no replay.
 * @see PeerTube REST API, "Get live session of a replay"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getSessionOfReplay } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { startDate } = await getSessionOfReplay(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log('recorded', new Date(startDate).toLocaleDateString());
 * ```
 */
export async function getSessionOfReplay(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubeLiveSession> {
  return sessionOf(await ask(peertube, 'GET /videos/:id/live-session', liveRequest(id, signal)));
}
