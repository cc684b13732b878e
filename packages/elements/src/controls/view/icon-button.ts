import { html, nothing, type TemplateResult } from 'lit';
import { ICONS, type IconName } from './icons.js';

export interface IconButton {
  /** Class and part: `mute` gives the part `mute-button`. */
  readonly name: string;
  readonly icon: IconName;
  /** Accessible name, and what a pointer that rests reads. */
  readonly label: string;
  /** The key that does the same. */
  readonly key?: string;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly onClick: (event: Event) => void;
}

/** A button of the bar. */
export function iconButton({ name, icon, label, key, pressed, expanded, onClick }: IconButton): TemplateResult {
  return html`<button
    class="button ${name}"
    part="button ${name}-button"
    type="button"
    aria-label=${label}
    title=${key === undefined ? label : `${label} (${key})`}
    aria-keyshortcuts=${key ?? nothing}
    aria-pressed=${pressed ?? nothing}
    aria-haspopup=${expanded === undefined ? nothing : 'menu'}
    aria-expanded=${expanded ?? nothing}
    @click=${onClick}
  >
    ${ICONS[icon]}
  </button>`;
}
