import type { PiyaError } from '@piyakast/sdk';
import type { PlaybackNotices, PlaybackState } from './playback-events.js';
import type { Resolution } from './resolution.js';

/** Where a playback is and what it knows. Tells each change of state once. */
export class PlaybackProgress {
  resolution: Resolution | undefined;
  /** Why it failed; undefined while it still tries. */
  error: PiyaError | undefined;
  readonly #tell: PlaybackNotices['statechange'];
  #state: PlaybackState = 'idle';

  constructor(tell: PlaybackNotices['statechange']) {
    this.#tell = tell;
  }

  get state(): PlaybackState {
    return this.#state;
  }

  enter(state: PlaybackState): void {
    const previous = this.#state;
    if (state === previous) return;
    this.#state = state;
    this.#tell(state, previous);
  }
}
