import type { Storyboard } from '../playback/video-extras.js';

/** Where the preview of a time is in the storyboard's picture. Pixels. */
export interface Tile {
  readonly x: number;
  readonly y: number;
}

/** The tile of a time; the last one where the picture has none any more. */
export function tileAt({ width, height, tileWidth, tileHeight, interval }: Storyboard, seconds: number): Tile {
  const columns = Math.max(1, Math.floor(width / tileWidth));
  const rows = Math.max(1, Math.floor(height / tileHeight));
  const wanted = interval > 0 ? Math.floor(Math.max(0, seconds) / interval) : 0;
  const index = Math.min(wanted, columns * rows - 1);
  return { x: (index % columns) * tileWidth, y: Math.floor(index / columns) * tileHeight };
}
