import type { TrackList } from './track-list.js';

/** A sound track, as in the platform's `AudioTrack`. Setting `enabled` to true chooses it. */
export interface PlayerAudioTrack {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly language: string;
  enabled: boolean;
}

/** The picture, as in the platform's `VideoTrack`: there is one at most. */
export interface PlayerVideoTrack {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly language: string;
  readonly selected: boolean;
}

/** A picture size, as media-chrome lists them. */
export interface PlayerRendition {
  readonly id: string;
  /** Lines of the picture. */
  readonly height: number | undefined;
  readonly label: string;
}

/** The lists of a player. */
export interface PlayerTracks {
  readonly audio: TrackList<PlayerAudioTrack>;
  readonly video: TrackList<PlayerVideoTrack>;
  readonly renditions: TrackList<PlayerRendition>;
}
