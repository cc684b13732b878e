import { html, type TemplateResult } from 'lit';
import type { MessageValues } from '../../i18n/i18n.js';
import type { UploadMessage } from '../messages.js';
import { canRetry, isHeld, isRefusedByPeerTube, type UploadItem } from '../queue/upload-item.js';

/** What a row can ask for. */
export type RowAction = 'pause' | 'resume' | 'cancel' | 'retry' | 'remove' | 'continue' | 'choose-again' | 'move-again';

/** What the buttons of a row need from their element. */
export interface RowActionsContext {
  text: (key: UploadMessage, values?: MessageValues) => string;
  onAction: (action: RowAction, item: UploadItem) => void;
}

interface ActionButton {
  readonly action: RowAction;
  readonly label: UploadMessage;
  readonly look: 'primary' | 'quiet' | '';
}

const CANCEL: ActionButton = { action: 'cancel', label: 'cancel', look: 'quiet' };
const DISMISS: ActionButton = { action: 'remove', label: 'dismiss', look: 'quiet' };
/** Nothing was sent of a draft, and nothing is kept of a refused file, so there is nothing to cancel. */
const REMOVE: ActionButton = { action: 'cancel', label: 'remove', look: 'quiet' };

/** The buttons of a row, the most useful first. */
export function rowActions(item: UploadItem, name: string, { text, onAction }: RowActionsContext): TemplateResult[] {
  const url = isHeld(item) && item.state !== 'rejected' ? item.video?.url : undefined;
  const buttons = buttonsOf(item).map(
    ({ action, label, look }) => html`<button
      type="button"
      class=${look}
      data-action=${action}
      aria-label="${text(label)}: ${name}"
      @click=${() => onAction(action, item)}
    >
      ${text(label)}
    </button>`,
  );
  return url ? [html`<a href=${url}>${text('watch')}</a>`, ...buttons] : buttons;
}

function buttonsOf(item: UploadItem): readonly ActionButton[] {
  switch (item.state) {
    case 'draft':
      return [REMOVE];
    case 'needs-file':
      return item.handle
        ? [
            { action: 'continue', label: 'continue', look: 'primary' },
            { action: 'choose-again', label: 'chooseAgain', look: '' },
            CANCEL,
          ]
        : [{ action: 'choose-again', label: 'chooseAgain', look: 'primary' }, CANCEL];
    case 'queued':
      return [CANCEL];
    case 'uploading':
      return [{ action: 'pause', label: 'pause', look: '' }, CANCEL];
    case 'paused':
      return [{ action: 'resume', label: 'resume', look: 'primary' }, CANCEL];
    case 'failed':
      return canRetry(item) ? [{ action: 'retry', label: 'retry', look: 'primary' }, CANCEL] : [REMOVE];
    case 'local':
      return [{ action: 'move-again', label: isRefusedByPeerTube(item) ? 'moveAgain' : 'moveNow', look: '' }, DISMISS];
    case 'received':
    case 'publishing':
    case 'published':
    case 'rejected':
      return [DISMISS];
  }
}
