import type { ServiceStatus } from '@piyakast/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { UploadMessage } from '../messages.js';

/**
 * Says so while PeerTube cannot be reached, and what that means for an upload. The live region is there from the start:
 * one that comes with its text is not read by every screen reader.
 */
export function serviceNotice(status: ServiceStatus | undefined, text: (key: UploadMessage) => string): TemplateResult {
  const isDegraded = status?.status === 'degraded';
  return html`<div role="status" aria-live="polite" data-service=${isDegraded ? 'degraded' : 'ok'}>
    ${
      isDegraded
        ? html`<div class="notice" part="status"><strong>${text('degraded')}</strong><span>${text('degradedText')}</span></div>`
        : nothing
    }
  </div>`;
}
