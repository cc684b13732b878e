import type { Resolution } from '../../playback/resolution.js';
import type { VideoExtras } from '../../playback/video-extras.js';

const NONE: VideoExtras = { chapters: [], storyboard: undefined };

/** Chapters and previews of the current video: asked for once, when controls show them. */
export class ExtrasSlot {
  readonly #found: () => void;
  #extras = NONE;
  #search: AbortController | undefined;

  constructor(found: () => void) {
    this.#found = found;
  }

  get extras(): VideoExtras {
    return this.#extras;
  }

  /** Another video: what was found is not of it. */
  reset(): void {
    this.#search?.abort();
    this.#search = undefined;
    this.#extras = NONE;
  }

  want(resolution: Resolution | undefined): void {
    const find = resolution?.extras;
    if (find === undefined || this.#search !== undefined) return;
    const search = new AbortController();
    this.#search = search;
    find(search.signal).then(
      (extras) => {
        if (search.signal.aborted) return;
        this.#extras = extras;
        this.#found();
      },
      (error: unknown) => {
        // A video without them plays as well.
        if (!search.signal.aborted) console.warn('piya: chapters and previews could not be found:', error);
      },
    );
  }
}
