import { defineElement } from '../internal/define.js';
import { PiyaUpload } from './piya-upload.js';

// Brings the types of the element's events into the program of whoever imports this file.
export type * from './events.js';

defineElement('piya-upload', PiyaUpload);

declare global {
  interface HTMLElementTagNameMap {
    'piya-upload': PiyaUpload;
  }
}
