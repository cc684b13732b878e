/** What the page and the viewer asked for. It outlives every engine, and each new engine is given it. */
export interface PlaybackIntent {
  playing: boolean;
  /** Seconds. */
  position: number;
  volume: number;
  muted: boolean;
  rate: number;
  loop: boolean;
  /** Language of the captions to show, null for none. */
  caption: string | null;
}

export const initialIntent = (): PlaybackIntent => ({
  playing: false,
  position: 0,
  volume: 1,
  muted: false,
  rate: 1,
  loop: false,
  caption: null,
});
