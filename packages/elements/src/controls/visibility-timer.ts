import { decideVisibility, type VisibilityEvent, type VisibilityFacts, type VisibilityState } from './visibility.js';

/** Shows and hides the controls as time passes; the rules are in `decideVisibility()`. */
export class Visibility {
  readonly #facts: () => VisibilityFacts;
  readonly #changed: () => void;
  #state: VisibilityState = 'shown';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(facts: () => VisibilityFacts, changed: () => void) {
    this.#facts = facts;
    this.#changed = changed;
  }

  get isShown(): boolean {
    return this.#state === 'shown';
  }

  take(event: VisibilityEvent): void {
    clearTimeout(this.#timer);
    const { idleAfterMs, state } = decideVisibility(this.#state, event, this.#facts());
    if (idleAfterMs !== undefined) this.#timer = setTimeout(() => this.take('idle'), idleAfterMs);
    if (state === this.#state) return;
    this.#state = state;
    this.#changed();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
