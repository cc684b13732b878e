import { defineElement } from '../internal/define.js';
import { PiyaLiveSetup } from './piya-live-setup.js';

// Adds the types of the element's events to the program that imports this file.
export type * from './events.js';

defineElement('piya-live-setup', PiyaLiveSetup);

declare global {
  interface HTMLElementTagNameMap {
    'piya-live-setup': PiyaLiveSetup;
  }
}
