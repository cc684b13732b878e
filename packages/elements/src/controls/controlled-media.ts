import type { Caption, EngineKind, Quality } from '../playback/engines/engine.js';
import type { PlaybackState } from '../playback/playback-observer.js';
import type { Chapter, Storyboard } from '../playback/video-extras.js';

/** A sound track that can be chosen, as in the platform's `AudioTrackList`. */
export interface AudioTrackChoice {
  readonly id: string;
  readonly label: string;
  readonly language: string;
  enabled: boolean;
}

type MediaMembers = Pick<
  HTMLMediaElement,
  | 'autoplay'
  | 'buffered'
  | 'currentTime'
  | 'duration'
  | 'ended'
  | 'muted'
  | 'pause'
  | 'paused'
  | 'play'
  | 'playbackRate'
  | 'readyState'
  | 'seekable'
  | 'seeking'
  | 'volume'
>;

/** What the controls need of a player: the media interface, as media-chrome uses it, and what a player knows beyond it. */
export interface ControlledMedia extends HTMLElement, MediaMembers {
  readonly state: PlaybackState;
  readonly qualities: readonly Quality[];
  quality: number | 'auto';
  readonly captions: readonly Caption[];
  caption: string | null;
  readonly chapters: readonly Chapter[];
  readonly textTracks?: TextTrackList | undefined;
  readonly storyboard: Storyboard | undefined;
  readonly videoTitle: string;
  readonly videoPoster: string;
  readonly sourceKind: EngineKind | undefined;
  /** Stores volume, captions and speed for the next visit. */
  readonly remember: boolean;
  requestPictureInPicture(): Promise<unknown>;
  readonly disablePictureInPicture?: boolean;
  readonly audioTracks?: Iterable<AudioTrackChoice> | undefined;
  readonly remote?: RemotePlayback | undefined;
  readonly disableRemotePlayback?: boolean;
  /** What the page wants left out: `nofullscreen`, `noremoteplayback`, `noplaybackrate`. */
  readonly controlsList?: Pick<DOMTokenList, 'contains'>;
  /** Start of the last part of a live that still counts as live; NaN when unknown. From media-ui-extensions. */
  readonly liveEdgeStart?: number;
  /** Plays the item after this one. Absent where there is none. */
  readonly playNext?: (() => void) | undefined;
  /** Full screen where only a `<video>` has it, as on an iPhone. */
  webkitEnterFullscreen?(): void;
}
