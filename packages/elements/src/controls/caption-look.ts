import { type CaptionStyle, captionCss, DEFAULT_CAPTION_STYLE } from './caption-style.js';
import { readPreferences, writePreferences } from './preferences.js';

/** How the captions of one player look: a separate style sheet, as strict CSP allows it. */
export class CaptionLook {
  readonly sheet = new CSSStyleSheet();
  readonly #remembers: () => boolean;
  #style: CaptionStyle;

  constructor(remembers: () => boolean) {
    this.#remembers = remembers;
    this.#style = remembers() ? readPreferences().captionStyle : DEFAULT_CAPTION_STYLE;
    this.sheet.replaceSync(captionCss(this.#style));
  }

  get style(): CaptionStyle {
    return this.#style;
  }

  choose(style: CaptionStyle): void {
    this.#style = style;
    this.sheet.replaceSync(captionCss(style));
    if (this.#remembers()) writePreferences({ captionStyle: style });
  }
}
