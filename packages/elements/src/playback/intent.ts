/** What the page and the viewer want, whatever engine is there to do it. It survives every change of engine. */
export interface PlaybackWish {
  playing: boolean;
  /** Seconds. */
  position: number;
  volume: number;
  muted: boolean;
  rate: number;
  loop: boolean;
  /** Language of the subtitles to show, null for none. */
  caption: string | null;
}

export const initialWish = (): PlaybackWish => ({
  playing: false,
  position: 0,
  volume: 1,
  muted: false,
  rate: 1,
  loop: false,
  caption: null,
});
