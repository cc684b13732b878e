import type { PiyaError } from '@piyakast/sdk/errors';
import type { PlaybackObserver, PlaybackState } from './playback-observer.js';
import type { Resolution } from './resolution.js';

/** Where a playback is and what it knows. Reports each change of state once. */
export class PlaybackProgress {
  resolution: Resolution | undefined;
  /** Address of what plays, without tokens; empty until a source is open. */
  currentSrc = '';
  /** Why it failed; undefined while it still tries. */
  error: PiyaError | undefined;
  readonly #onChange: PlaybackObserver['statechange'];
  #state: PlaybackState = 'idle';

  constructor(onChange: PlaybackObserver['statechange']) {
    this.#onChange = onChange;
  }

  get state(): PlaybackState {
    return this.#state;
  }

  enter(state: PlaybackState): void {
    const previous = this.#state;
    if (state === previous) return;
    this.#state = state;
    this.#onChange(state, previous);
  }
}
