import { VIDEO_STATE } from '../../contract/video-state.js';
import { LiveError } from '../../errors/live-error.js';
import type { PeerTube } from '../request/create-peertube.js';
import { getVideo } from './get-video.js';

/** `live/already-started` when a live has been on air: PeerTube changes its settings and its privacy only before. */
export async function startedRefusal(
  peertube: PeerTube,
  id: string | number,
  status: number,
  signal: AbortSignal | undefined,
): Promise<LiveError | undefined> {
  const { isLive, state } = await getVideo(peertube, id, { signal, fresh: true });
  if (!isLive || state.id === VIDEO_STATE.waitingForLive) return undefined;
  return new LiveError('The live has already started and can no longer be changed so. Make a new live.', {
    code: 'live/already-started',
    status,
  });
}
