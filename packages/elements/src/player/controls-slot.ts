import type { ControlsPlace } from '../controls/attach-controls.js';

/** Who shows controls: the player (`controls`), the browser (`controls="native"`), or no one. */
export type ControlsKind = 'own' | 'native' | 'none';

export function controlsKindOf(element: Element): ControlsKind {
  const value = element.getAttribute('controls');
  if (value === null) return 'none';
  return value.trim().toLowerCase() === 'native' ? 'native' : 'own';
}

/** Holds the player's own controls: loads them when they are wanted first, and takes them away when they are not. */
export class ControlsSlot {
  readonly #place: () => ControlsPlace;
  #isWanted = false;
  #detach: (() => void) | undefined;
  #loading: Promise<void> | undefined;

  constructor(place: () => ControlsPlace) {
    this.#place = place;
  }

  /** Asked at every change; the controls follow the last answer, also while they load. */
  want(isWanted: boolean): void {
    this.#isWanted = isWanted;
    if (!isWanted) {
      this.#detach?.();
      this.#detach = undefined;
      return;
    }
    if (this.#detach !== undefined || this.#loading !== undefined) return;
    this.#loading = this.#load().finally(() => {
      this.#loading = undefined;
    });
  }

  async #load(): Promise<void> {
    try {
      const { attachControls } = await import('../controls/attach-controls.js');
      if (this.#isWanted) this.#detach = attachControls(this.#place());
    } catch (error) {
      // The picture plays; the browser's controls are better than none.
      console.warn('piya: the controls did not load:', error);
      if (this.#isWanted) this.#place().video.controls = true;
    }
  }
}
