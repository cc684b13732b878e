import type { AttachedControls, ControlsPlace } from '../../controls/attach-controls.js';

/** Holds the player's own controls: loads them when they are wanted first, and takes them away when they are not. */
export class ControlsSlot {
  readonly #place: () => ControlsPlace;
  #isWanted = false;
  #attached: AttachedControls | undefined;
  #takesFocus = false;
  #loading: Promise<void> | undefined;

  constructor(place: () => ControlsPlace) {
    this.#place = place;
  }

  /** Asked at every change; the controls follow the last answer, also while they load. */
  want(isWanted: boolean): void {
    this.#isWanted = isWanted;
    if (!isWanted) {
      this.#attached?.detach();
      this.#attached = undefined;
      this.#takesFocus = false;
      return;
    }
    if (this.#attached !== undefined || this.#loading !== undefined) return;
    this.#loading = this.#load().finally(() => {
      this.#loading = undefined;
    });
  }

  /** The button that had the focus is gone: the controls take it when they are there. */
  takeFocus(): void {
    if (this.#attached === undefined) this.#takesFocus = true;
    else this.#attached.focus();
  }

  async #load(): Promise<void> {
    try {
      const { attachControls } = await import('../../controls/attach-controls.js');
      if (!this.#isWanted) return;
      const place = this.#place();
      this.#attached = attachControls(place);
      // Not where the viewer has moved on meanwhile.
      if (this.#takesFocus && isFocusFree(place.player)) this.#attached.focus();
      this.#takesFocus = false;
    } catch (error) {
      // The picture plays; the browser's controls are better than none.
      console.warn('piya: the controls did not load:', error);
      if (this.#isWanted) this.#place().video.controls = true;
    }
  }
}

function isFocusFree({ ownerDocument }: Element): boolean {
  const { activeElement, body } = ownerDocument;
  return activeElement === null || activeElement === body;
}
