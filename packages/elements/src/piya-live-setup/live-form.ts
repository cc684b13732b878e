import type { StreamRequest } from '@piyakast/sdk';
import { LIVE_PRIVACIES, VIDEO_LIMITS } from '@piyakast/sdk/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Language, MessageValues } from '../i18n/i18n.js';
import { categories, privacies } from '../internal/choices.js';
import { checkField, choiceField, textField } from '../internal/fields.js';
import type { LiveMessage } from './messages.js';

/** What the form's template needs from its element. */
export interface LiveFormContext {
  language: Language;
  text: (key: LiveMessage, values?: MessageValues) => string;
  draft: StreamRequest;
  busy: boolean;
  /** The title was refused. */
  nameWrong: boolean;
  onChange: (change: Partial<StreamRequest>) => void;
  onSubmit: (event: SubmitEvent) => void;
}

const LATENCIES: readonly { value: NonNullable<StreamRequest['latencyMode']>; text: LiveMessage }[] = [
  { value: 'default', text: 'latencyDefault' },
  { value: 'small', text: 'latencySmall' },
  { value: 'high', text: 'latencyHigh' },
];

/** The form that makes a live. */
export function liveForm(context: LiveFormContext): TemplateResult {
  const { text, draft, busy, onChange } = context;
  return html`<form class="fields" novalidate @submit=${context.onSubmit}>
    <h2 class="wide">${text('formTitle')}</h2>
    <div class="wide">
      ${textField({
        id: 'name',
        label: text('name'),
        value: draft.name,
        required: true,
        disabled: busy,
        problem: context.nameWrong
          ? text('nameProblem', { min: VIDEO_LIMITS.name.min, max: VIDEO_LIMITS.name.max })
          : undefined,
        onInput: (name) => onChange({ name }),
      })}
    </div>
    ${choices(context)}
    <div class="wide switches">
      ${switches(context)}
    </div>
    <div class="wide actions">
      <button type="submit" class="primary" ?disabled=${busy}>${text(busy ? 'creating' : 'create')}</button>
    </div>
  </form>`;
}

function choices({ language, text, draft, busy, onChange }: LiveFormContext): TemplateResult {
  return html`
    ${choiceField({
      id: 'category',
      label: text('category'),
      value: draft.category ?? '',
      empty: text('none'),
      choices: categories(language),
      disabled: busy,
      onChange: (category) => onChange({ category }),
    })}
    ${choiceField({
      id: 'privacy',
      label: text('privacy'),
      value: draft.privacy ?? 'public',
      choices: privacies(language, LIVE_PRIVACIES),
      disabled: busy,
      onChange: (privacy) => onChange({ privacy }),
    })}
    ${choiceField({
      id: 'latency',
      label: text('latency'),
      value: draft.latencyMode ?? 'default',
      choices: LATENCIES.map(({ value, text: key }) => ({ value, label: text(key) })),
      disabled: busy,
      onChange: (latencyMode) => onChange({ latencyMode }),
    })}
  `;
}

function switches(context: LiveFormContext): TemplateResult {
  const { text, draft, busy, onChange } = context;
  return html`
      ${checkField({
        id: 'replay',
        label: text('replay'),
        hint: text('replayHint'),
        checked: draft.saveReplay ?? true,
        disabled: busy,
        onChange: (saveReplay) => onChange({ saveReplay }),
      })}
      ${draft.saveReplay === false ? nothing : replayPrivacy(context)}
      ${checkField({
        id: 'permanent',
        label: text('permanent'),
        hint: text('permanentHint'),
        checked: draft.permanentLive ?? false,
        disabled: busy,
        onChange: (permanentLive) => onChange({ permanentLive }),
      })}
  `;
}

function replayPrivacy({ language, text, draft, busy, onChange }: LiveFormContext): TemplateResult {
  return html`<div class="indent">
    ${choiceField({
      id: 'replay-privacy',
      label: text('replayPrivacy'),
      value: draft.replayPrivacy ?? draft.privacy ?? 'public',
      choices: privacies(language, LIVE_PRIVACIES),
      disabled: busy,
      onChange: (value) => onChange({ replayPrivacy: value }),
    })}
  </div>`;
}
