import { LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { type Text, textIn } from './messages.js';
import type { Language, Theme } from './preferences.js';

/** A part of the page, in the language and the theme that the page has. */
export class DemoElement extends LitElement {
  @property({ attribute: false }) language: Language = 'en';
  @property({ attribute: false }) theme: Theme = 'auto';

  protected get text(): Text {
    return textIn(this.language);
  }

  /** For the `theme` attribute of the kit's elements: without one they follow the system. */
  protected get tagTheme(): Theme | typeof nothing {
    return this.theme === 'auto' ? nothing : this.theme;
  }
}
