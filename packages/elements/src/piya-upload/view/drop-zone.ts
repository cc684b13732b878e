import type { ServiceStatus } from '@piyakast/sdk';
import { acceptedExtensions } from '@piyakast/sdk/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Language, MessageValues } from '../../i18n/i18n.js';
import { formatBytes } from '../../internal/format.js';
import type { FileIntake } from '../intake/file-intake.js';
import type { UploadMessage } from '../messages.js';

/** What the drop zone's template needs from its element. */
export interface DropZoneContext {
  language: Language;
  text: (key: UploadMessage, values?: MessageValues) => string;
  intake: FileIntake;
  limits: ServiceStatus['limits'] | undefined;
  /** The list has files, so the zone steps back. */
  small: boolean;
}

/** Where files are dropped and chosen. */
export function dropZone({ language, text, intake, limits, small }: DropZoneContext): TemplateResult {
  const invitation = intake.over ? 'dropNow' : small ? 'dropMore' : 'drop';
  return html`<div class="drop ${small ? 'small' : ''}" part="drop" ?data-over=${intake.over}>
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"
      stroke-linejoin="round" aria-hidden="true"><path d="M12 16V4m0 0L7.5 8.5M12 4l4.5 4.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3" /></svg>
    <p>${text(invitation)}</p>
    <div class="actions">
      <button type="button" class=${small ? '' : 'primary'} data-action="choose" @click=${() => void intake.choose()}>
        ${text('choose')}
      </button>
      <slot></slot>
    </div>
    ${limits ? html`<p class="hint">${text('limits', { size: formatBytes(limits.maxUploadBytes, language) })}</p>` : nothing}
    <input
      class="visually-hidden"
      type="file"
      accept=${acceptOf(limits)}
      multiple
      tabindex="-1"
      aria-label=${text('choose')}
      @change=${intake.onInput}
    />
  </div>`;
}

/** What the file dialog offers: what the server takes, else what a stock PeerTube does. */
function acceptOf(limits: ServiceStatus['limits'] | undefined): string {
  const extensions = limits && limits.extensions.length > 0 ? limits.extensions : acceptedExtensions();
  return ['video/*', 'audio/*', ...extensions.map((extension) => `.${extension.replace(/^\./, '')}`)].join(',');
}
