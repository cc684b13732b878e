import { defineElement } from '../internal/define.js';
import { PiyaUpload } from './piya-upload.js';

// Adds the types of the element's events to the program that imports this file.
export type * from './events.js';

defineElement('piya-upload', PiyaUpload);

declare global {
  interface HTMLElementTagNameMap {
    'piya-upload': PiyaUpload;
  }
}
