import type { MediaEventName } from '../media-events.js';
import type { EmbedPlaybackState, EmbedStatus } from './embed-status.js';

/** How near to its target the position must be for a seek to count as done. Seconds. */
const SEEK_TOLERANCE = 1.5;

/** What PeerTube's player last reported, across the frame. */
export interface RemoteState {
  /** Seconds. */
  readonly position: number;
  /** Seconds; Infinity for a live, NaN until known. */
  readonly duration: number;
  readonly playback: EmbedPlaybackState;
  /** Target of a seek that is not done. Seconds. */
  readonly seekingTo: number | undefined;
  /** While muted it is the 0 that was sent; otherwise the viewer may change it inside the frame. */
  readonly volume: number;
  readonly muted: boolean;
}

export type RemoteEvent =
  | { readonly type: 'status'; readonly status: EmbedStatus }
  | { readonly type: 'playback'; readonly playback: EmbedPlaybackState }
  /** The page seeks. */
  | { readonly type: 'seek'; readonly position: number };

export interface RemoteChange {
  readonly state: RemoteState;
  /** The media events that follow, in order. */
  readonly events: readonly MediaEventName[];
}

export const initialRemoteState = (muted: boolean): RemoteState => ({
  position: 0,
  duration: Number.NaN,
  playback: 'unstarted',
  seekingTo: undefined,
  volume: 1,
  muted,
});

/** The state after an event, and the media events that follow from it. */
export function decideRemote(state: RemoteState, event: RemoteEvent): RemoteChange {
  switch (event.type) {
    case 'playback':
      return changePlayback(state, event.playback);
    case 'seek':
      return { state: { ...state, seekingTo: event.position }, events: ['seeking'] };
    case 'status':
      return takeStatus(state, event.status);
  }
}

function takeStatus(before: RemoteState, status: EmbedStatus): RemoteChange {
  const events: MediaEventName[] = [];
  if (!Object.is(status.duration, before.duration)) events.push('durationchange');
  const playing = changePlayback({ ...before, duration: status.duration }, status.state);
  events.push(...playing.events);
  const { seekingTo } = before;
  const isSeekDone = seekingTo !== undefined && Math.abs(seekingTo - status.position) < SEEK_TOLERANCE;
  if (isSeekDone) events.push('seeked');
  if (status.position !== before.position) events.push('timeupdate');
  const volume = before.muted || status.volume === undefined ? before.volume : status.volume;
  if (volume !== before.volume) events.push('volumechange');
  const seeking = isSeekDone ? undefined : seekingTo;
  return { state: { ...playing.state, position: status.position, seekingTo: seeking, volume }, events };
}

function changePlayback(state: RemoteState, playback: EmbedPlaybackState): RemoteChange {
  if (playback === state.playback || playback === 'unstarted') return { state, events: [] };
  return { state: { ...state, playback }, events: EVENTS_OF[playback] };
}

const EVENTS_OF: Readonly<Record<Exclude<EmbedPlaybackState, 'unstarted'>, readonly MediaEventName[]>> = {
  playing: ['play', 'playing'],
  paused: ['pause'],
  ended: ['pause', 'ended'],
};
