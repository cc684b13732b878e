import type { MediaEventName } from '../media-events.js';
import { type EmbedPlaybackState, isEmbedState, readEmbedStatus } from './embed-status.js';

/** How near to its target the position must be for a seek to count as done. Seconds. */
const SEEK_TOLERANCE = 1.5;

/** What PeerTube's player told last, and the media events that follow from it. */
export class EmbedMirror {
  /** Seconds. */
  position = 0;
  /** Seconds; Infinity for a live, NaN until known. */
  duration = Number.NaN;
  state: EmbedPlaybackState = 'unstarted';
  /** Target of a seek that is not done. */
  seekingTo: number | undefined;
  readonly #fire: (name: MediaEventName) => void;
  /** Takes `ended` for itself to begin again. */
  readonly #loops: () => boolean;

  constructor(fire: (name: MediaEventName) => void, loops: () => boolean) {
    this.#fire = fire;
    this.#loops = loops;
  }

  /** @returns the volume that it told, if any. */
  takeStatus(message: unknown): number | undefined {
    const status = readEmbedStatus(message);
    if (status === undefined) return undefined;
    if (!Object.is(status.duration, this.duration)) {
      this.duration = status.duration;
      this.#fire('durationchange');
    }
    this.takeState(status.state);
    const hasMoved = status.position !== this.position;
    this.position = status.position;
    if (this.seekingTo !== undefined && Math.abs(this.seekingTo - status.position) < SEEK_TOLERANCE) {
      this.seekingTo = undefined;
      this.#fire('seeked');
    }
    if (hasMoved) this.#fire('timeupdate');
    return status.volume;
  }

  takeState(state: unknown): void {
    if (!isEmbedState(state) || state === this.state || state === 'unstarted') return;
    this.state = state;
    if (state === 'ended' && this.#loops()) return;
    if (state === 'playing') {
      this.#fire('play');
      this.#fire('playing');
    } else {
      this.#fire('pause');
      if (state === 'ended') this.#fire('ended');
    }
  }
}
