/** `width` and `height` as of a `<video>`. A separate style sheet: a `style` attribute is the page's. */
export class BoxSize {
  #sheet: CSSStyleSheet | undefined;

  apply(root: ShadowRoot | null, { width, height }: { width: number; height: number }): void {
    if (root && this.#sheet === undefined && (width || height)) {
      this.#sheet = new CSSStyleSheet();
      root.adoptedStyleSheets.push(this.#sheet);
    }
    const length = (name: string, pixels: number) => (pixels ? `${name}:${pixels}px;` : '');
    this.#sheet?.replaceSync(`:host{${length('width', width)}${length('height', height)}max-width:100%}`);
  }
}
