/**
 * A list of tracks as the platform has them: array-like, with events when it changes. The player that fills it is loaded
 * later (`updateTracks()`).
 *
 * @see HTML Living Standard, 4.8.11.10; media-chrome and media-tracks for renditions
 */
export class TrackList<Track> extends EventTarget implements Iterable<Track> {
  readonly [index: number]: Track;
  readonly #choose: (index: number) => void;
  /** What it holds; the indices and `length` show it. */
  tracks: readonly Track[] = [];
  /** @internal */
  selected = -1;

  constructor(choose: (index: number) => void) {
    super();
    this.#choose = choose;
  }

  get length(): number {
    return this.tracks.length;
  }
  /** Index of the chosen one; -1 when the player chooses. */
  get selectedIndex(): number {
    return this.selected;
  }
  set selectedIndex(index: number) {
    this.#choose(index);
  }
  getTrackById(id: string): Track | null {
    return this.tracks.find((track) => (track as { id?: string }).id === id) ?? null;
  }
  [Symbol.iterator](): Iterator<Track> {
    return this.tracks[Symbol.iterator]();
  }
}
