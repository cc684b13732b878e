import type { EngineKind } from '../playback/engines/engine.js';
import type { PlaybackState } from '../playback/playback-observer.js';

/** What a player shows. */
export interface PlayerView {
  /** Accessible name of the whole. */
  label: string;
  /** Title of the video, when it is known. */
  title: string | undefined;
  state: PlaybackState;
  engine: EngineKind | undefined;
  poster: string | undefined;
  /** Nothing has been played yet. */
  isFresh: boolean;
  isEnded: boolean;
  /** It should play and the picture does not move. */
  isWaiting: boolean;
  isLive: boolean;
  /** Why it stopped. */
  error: unknown;
  playLabel: string;
}

/** What is shown besides the facade; loaded when there is something of it to show. */
export interface ViewDetails {
  /** Shows it in a place of the stage. Returns whether it takes the place of the large button. */
  show(view: PlayerView, place: HTMLElement): boolean;
  /** One sentence for those who cannot see it. */
  status(view: PlayerView): string;
}

export const isOffAir = (state: PlaybackState): boolean => state === 'live-waiting' || state === 'live-ended';

/** Whether there is something to show that the facade does not have. */
export const needsDetails = ({ state, isEnded, isLive }: PlayerView): boolean =>
  isEnded || isLive || isOffAir(state) || /^(failed|retrying|switching)$/.test(state);
