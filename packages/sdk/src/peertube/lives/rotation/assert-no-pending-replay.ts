import { VIDEO_STATE } from '../../../contract/video-state.js';
import { LiveError } from '../../../errors/live-error.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { unlessMissing } from '../../request/unless-missing.js';
import type { PeerTubeLiveSession } from '../../types/live.js';
import { getVideo } from '../../videos/get-video.js';

import { getLiveSessions } from '../get-live-sessions.js';
import type { RotateLiveKeyOptions } from './rotation-options.js';

/** Longer than any replay takes to be made. */
const REPLAY_MAKING_MS = 24 * 3_600_000;

/** PeerTube drops the replay that is still to be made when its live is deleted. */
export async function assertNoPendingReplay(
  peertube: PeerTube,
  id: string | number,
  { signal, dropReplay = false }: RotateLiveKeyOptions,
): Promise<void> {
  const [video, sessions] = await Promise.all([
    getVideo(peertube, id, { signal, fresh: true }),
    getLiveSessions(peertube, id, { signal }),
  ]);
  if (video.state.id === VIDEO_STATE.liveEnded) {
    throw new LiveError('This live has ended, so its key works no more. Make a new live.', {
      code: 'live/already-started',
    });
  }
  if (dropReplay) return;
  const isDue = sessions.some(({ saveReplay, endingProcessed }) => saveReplay && !endingProcessed);
  if (isDue || (await isBeingMade(peertube, sessions, signal))) {
    const message =
      'The replay of a broadcast is not made yet and would be lost. Wait for it from five minutes after the end, or use `dropReplay`.';
    throw new LiveError(message, { code: 'live/already-started' });
  }
}

/** The ending counts as processed from its beginning, while the replay is still written from the live's own files. */
async function isBeingMade(
  peertube: PeerTube,
  sessions: readonly PeerTubeLiveSession[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const since = peertube.clock.now() - REPLAY_MAKING_MS;
  const recent = sessions.filter(({ endDate }) => Date.parse(endDate ?? '') > since);
  const replays = await Promise.all(
    recent.map(({ replayVideo }) =>
      replayVideo ? unlessMissing(getVideo(peertube, replayVideo.uuid, { signal, fresh: true })) : undefined,
    ),
  );
  return replays.some((replay) => replay?.state.id === VIDEO_STATE.toTranscode);
}
