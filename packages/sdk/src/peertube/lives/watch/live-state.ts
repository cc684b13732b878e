import { isFailedState, isOnAir, VIDEO_STATE } from '../../../contract/video-state.js';

/**
 * Where a live is.
 *
 * `waiting -> live -> ended`, then `replay-processing -> replay-ready` when a replay is kept. A permanent live goes
 * `live -> interrupted -> waiting` (its encoder may come back at once, or later) and round again. `error` is final.
 */
export type LiveState = 'waiting' | 'live' | 'interrupted' | 'ended' | 'replay-processing' | 'replay-ready' | 'error';

/** What PeerTube says of a live at one moment. */
export interface LiveFacts {
  video: { isLive: boolean; state: { id: number }; streamingPlaylists: readonly unknown[] };
  saveReplay: boolean;
  /** Error number of the last broadcast; `null` when it went well or is not known. */
  sessionError: number | null;
}

/** States after which nothing changes any more. */
export function isFinal(state: LiveState, saveReplay: boolean): boolean {
  return state === 'error' || state === 'replay-ready' || (state === 'ended' && !saveReplay);
}

/** The states that a live went through since `previous`, in order; the last one is the present one. */
export function nextLiveStates(previous: LiveState | undefined, facts: LiveFacts): LiveState[] {
  const { video, saveReplay, sessionError } = facts;
  const state = video.state.id;
  if (!video.isLive) return afterConversion(previous, state);
  if (isOnAir(video)) return ['live'];
  switch (state) {
    case VIDEO_STATE.waitingForLive:
      // The playlist stays for five minutes after the end, and is there before the first picture: it only shows
      // whether a broadcast that was on air has been tidied away.
      if (previous === 'live') return ['interrupted'];
      return previous === 'interrupted' && video.streamingPlaylists.length > 0 ? ['interrupted'] : ['waiting'];
    case VIDEO_STATE.liveEnded:
      // Tidied away while it is still a live: PeerTube found nothing to make a replay of.
      if (saveReplay) {
        return throughEnd(previous, video.streamingPlaylists.length > 0 ? 'replay-processing' : 'error');
      }
      return [sessionError === null ? 'ended' : 'error'];
    default:
      return [previous ?? 'waiting'];
  }
}

/** A normal live with a replay stops being a live and becomes an ordinary video under the same id. */
function afterConversion(previous: LiveState | undefined, state: number): LiveState[] {
  if (state === VIDEO_STATE.published) return throughEnd(previous, 'replay-ready');
  return throughEnd(previous, isFailedState(state) ? 'error' : 'replay-processing');
}

/** A viewer of the broadcast learns that it ended before anything about the replay. */
function throughEnd(previous: LiveState | undefined, next: LiveState): LiveState[] {
  const wasOpen = previous === 'live' || previous === 'interrupted' || previous === 'waiting';
  return wasOpen ? ['ended', next] : [next];
}
