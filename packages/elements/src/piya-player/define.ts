import { defineElement } from '../internal/define.js';
import { PiyaPlayer } from './piya-player.js';

// Brings the types of the element's events into every program that imports this file.
export type * from './events.js';

defineElement('piya-player', PiyaPlayer);

declare global {
  interface HTMLElementTagNameMap {
    'piya-player': PiyaPlayer;
  }
}
