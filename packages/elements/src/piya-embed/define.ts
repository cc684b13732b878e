import { defineElement } from '../internal/define.js';
import { PiyaEmbed } from './piya-embed.js';

// Brings the types of the element's events into every program that imports this file.
export type * from './events.js';

defineElement('piya-embed', PiyaEmbed);

declare global {
  interface HTMLElementTagNameMap {
    'piya-embed': PiyaEmbed;
  }
}
