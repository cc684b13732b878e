/** A point of a video with a title. */
export interface Chapter {
  /** Seconds. */
  readonly start: number;
  readonly title: string;
}

/** Previews of a video in one picture, row by row. Sizes in pixels of the picture. */
export interface Storyboard {
  readonly url: string;
  /** Of the whole picture. */
  readonly width: number;
  /** Of the whole picture. */
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Seconds between two previews. */
  readonly interval: number;
}

/** What helps to seek in a video. */
export interface VideoExtras {
  readonly chapters: readonly Chapter[];
  readonly storyboard: Storyboard | undefined;
}
