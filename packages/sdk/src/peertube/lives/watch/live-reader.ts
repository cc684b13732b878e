import { describeSessionError } from '../../../contract/live-session.js';
import { isOnAir, VIDEO_STATE } from '../../../contract/video-state.js';
import { isPiyaError } from '../../../errors/piya-error.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { PeerTubeVideoIds } from '../../types/common.js';
import type { PeerTubeLiveSession } from '../../types/live.js';
import { getVideo } from '../../videos/get-video.js';

import { getLive } from '../get-live.js';
import { getLiveSessions } from '../get-live-sessions.js';
import { type LiveState, nextLiveStates } from './live-state.js';
import type { LiveStatus } from './live-status.js';

/** Sessions change only at the end of a broadcast and when a replay is ready. */
const SESSIONS_EVERY_MS = 15_000;

/** What PeerTube says of a live now, and the states that it went through since the last reading. */
export type LiveReading = Omit<LiveStatus, 'state'> & { states: LiveState[] };

/** Reads all that PeerTube says of the live: the video each time, the rest when it can have changed. */
export function createLiveReader(
  peertube: PeerTube,
  id: string | number,
  { signal, password }: { signal: AbortSignal; password: string | undefined },
) {
  let settings = { permanentLive: false, saveReplay: false };
  let sessions: PeerTubeLiveSession[] = [];
  let replay: PeerTubeVideoIds | null = null;
  let mayReadSessions = true;
  let sessionsAtMs = Number.NEGATIVE_INFINITY;

  async function readSettings(): Promise<void> {
    try {
      const { permanentLive, saveReplay } = await getLive(peertube, id, { signal });
      settings = { permanentLive, saveReplay };
    } catch (error) {
      // It became its replay between two requests: the next reading of the video tells.
      if (!isPiyaError(error) || error.code !== 'live/not-found') throw error;
    }
  }

  async function readSessions(isUrgent: boolean): Promise<void> {
    const now = peertube.clock.now();
    if (!mayReadSessions || (!isUrgent && now - sessionsAtMs < SESSIONS_EVERY_MS)) return;
    if ((await peertube.session.info()) === undefined) return;
    sessionsAtMs = now;
    try {
      sessions = await getLiveSessions(peertube, id, { signal });
      replay = await latestReplay();
    } catch (error) {
      if (!isPiyaError(error)) throw error;
      // Not the owner, or the live has become its replay: the video alone has to tell.
      if (!error.retryable) mayReadSessions = false;
    }
  }

  /** PeerTube names a replay before it can be played, and while the next broadcast is on air. */
  async function latestReplay(): Promise<PeerTubeVideoIds | null> {
    for (const { replayVideo } of [...sessions].reverse()) {
      if (replayVideo === null) continue;
      if (replayVideo.uuid === replay?.uuid) return replay;
      if (await canBePlayed(replayVideo.uuid)) return replayVideo;
    }
    return null;
  }

  async function canBePlayed(uuid: string): Promise<boolean> {
    try {
      return (await getVideo(peertube, uuid, { signal, fresh: true })).state.id === VIDEO_STATE.published;
    } catch (error) {
      // Deleted a moment ago.
      if (isPiyaError(error) && !error.retryable) return false;
      throw error;
    }
  }

  return async (previous: LiveStatus | undefined): Promise<LiveReading> => {
    const video = await getVideo(peertube, id, { signal, password, fresh: true });
    const onAir = isOnAir(video);
    if (video.isLive) {
      if (previous === undefined || video.state.id !== previous.video.state.id) await readSettings();
      const { permanentLive, saveReplay } = settings;
      if (!onAir || (permanentLive && saveReplay)) await readSessions(previous?.state === 'live' && !onAir);
    }
    const last = sessions.at(-1);
    const sessionError = !onAir && last?.endDate ? last.error : null;
    const states = nextLiveStates(previous?.state, { video, sessionError, saveReplay: settings.saveReplay });
    const state = states.at(-1);
    const { uuid, shortUUID } = video;
    return {
      states,
      viewers: video.viewers,
      video,
      ...settings,
      replay: !video.isLive && state === 'replay-ready' ? { id: video.id, uuid, shortUUID } : replay,
      problem: problemOf(sessionError, state),
    };
  };
}

function problemOf(sessionError: number | null, state: LiveState | undefined): LiveStatus['problem'] {
  if (sessionError !== null) return { sessionError, detail: describeSessionError(sessionError) };
  return state === 'error' ? { sessionError, detail: 'PeerTube could not make a replay of the broadcast.' } : null;
}
