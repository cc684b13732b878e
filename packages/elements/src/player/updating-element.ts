/** On a server there is no such class, and no element is made. */
const Base = globalThis.HTMLElement ?? class {};

/**
 * A custom element with a shadow root, updated once for all changes of a moment. As much as a player needs before it is
 * played: Lit comes with what is shown after that.
 */
export abstract class UpdatingElement extends Base {
  #root: ShadowRoot | undefined;
  #pending: Promise<boolean> | undefined;

  /** The shadow root, which styles and parts are in. */
  get renderRoot(): ShadowRoot {
    this.#root ??= this.attachShadow({ mode: 'open' });
    return this.#root;
  }

  /** Settles when everything that changed is shown. */
  get updateComplete(): Promise<boolean> {
    return this.#pending ?? Promise.resolve(true);
  }

  /** Has the element look at its state again, soon. */
  requestUpdate(): void {
    // Before it is in a page for the first time there is nothing to show.
    if (this.#root === undefined) return;
    this.#pending ??= Promise.resolve().then(() => {
      this.#pending = undefined;
      this.update();
      return true;
    });
  }

  /** Shows the state as it is now. */
  protected abstract update(): void;
}
