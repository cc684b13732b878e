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

/** Reads all that PeerTube says of a live: the video each time, the rest when it can have changed. */
export class LiveReader {
  readonly #peertube: PeerTube;
  readonly #id: string | number;
  readonly #options: { signal: AbortSignal; password: string | undefined };
  #settings = { permanentLive: false, saveReplay: false };
  #sessions: PeerTubeLiveSession[] = [];
  #replay: PeerTubeVideoIds | null = null;
  #mayReadSessions = true;
  #sessionsAtMs = Number.NEGATIVE_INFINITY;

  constructor(peertube: PeerTube, id: string | number, options: { signal: AbortSignal; password: string | undefined }) {
    this.#peertube = peertube;
    this.#id = id;
    this.#options = options;
  }

  /** @param previous - What the last reading ended with. */
  async read(previous: LiveStatus | undefined): Promise<LiveReading> {
    const video = await getVideo(this.#peertube, this.#id, { ...this.#options, fresh: true });
    const onAir = isOnAir(video);
    if (video.isLive) {
      if (previous === undefined || video.state.id !== previous.video.state.id) await this.#readSettings();
      const { permanentLive, saveReplay } = this.#settings;
      if (!onAir || (permanentLive && saveReplay)) await this.#readSessions(previous?.state === 'live' && !onAir);
    }
    const last = this.#sessions.at(-1);
    const sessionError = !onAir && last?.endDate ? last.error : null;
    const { saveReplay } = this.#settings;
    const states = nextLiveStates(previous?.state, { video, sessionError, saveReplay });
    const state = states.at(-1);
    const { id, uuid, shortUUID, viewers } = video;
    return {
      states,
      viewers,
      video,
      ...this.#settings,
      replay: !video.isLive && state === 'replay-ready' ? { id, uuid, shortUUID } : this.#replay,
      problem: problemOf(sessionError, state),
    };
  }

  async #readSettings(): Promise<void> {
    try {
      const { permanentLive, saveReplay } = await getLive(this.#peertube, this.#id, this.#options);
      this.#settings = { permanentLive, saveReplay };
    } catch (error) {
      // It became its replay between two requests: the next reading of the video shows that.
      if (!isPiyaError(error) || error.code !== 'live/not-found') throw error;
    }
  }

  async #readSessions(isUrgent: boolean): Promise<void> {
    const { clock, session } = this.#peertube;
    const now = clock.now();
    if (!this.#mayReadSessions || (!isUrgent && now - this.#sessionsAtMs < SESSIONS_EVERY_MS)) return;
    if ((await session.info()) === undefined) return;
    this.#sessionsAtMs = now;
    try {
      this.#sessions = await getLiveSessions(this.#peertube, this.#id, this.#options);
      this.#replay = await this.#latestReplay();
    } catch (error) {
      if (!isPiyaError(error)) throw error;
      // Not the owner, or the live has become its replay: the video is all there is to read.
      if (!error.retryable) this.#mayReadSessions = false;
    }
  }

  /** PeerTube names a replay before it can be played, and while the next broadcast is on air. */
  async #latestReplay(): Promise<PeerTubeVideoIds | null> {
    for (const { replayVideo } of [...this.#sessions].reverse()) {
      if (replayVideo === null) continue;
      if (replayVideo.uuid === this.#replay?.uuid) return this.#replay;
      if (await this.#canBePlayed(replayVideo.uuid)) return replayVideo;
    }
    return null;
  }

  async #canBePlayed(uuid: string): Promise<boolean> {
    const { signal } = this.#options;
    try {
      return (await getVideo(this.#peertube, uuid, { signal, fresh: true })).state.id === VIDEO_STATE.published;
    } catch (error) {
      // Deleted a moment ago.
      if (isPiyaError(error) && !error.retryable) return false;
      throw error;
    }
  }
}

function problemOf(sessionError: number | null, state: LiveState | undefined): LiveStatus['problem'] {
  if (sessionError !== null) return { sessionError, detail: describeSessionError(sessionError) };
  return state === 'error' ? { sessionError, detail: 'PeerTube could not make a replay of the broadcast.' } : null;
}
