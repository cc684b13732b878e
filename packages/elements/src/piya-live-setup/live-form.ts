import type { Privacy, StreamRequest } from '@piyakast/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { Language } from '../i18n/i18n.js';
import { type Choice, categories, privacies } from '../internal/choices.js';
import { checkField, choiceField, textField } from '../internal/fields.js';
import type { LiveMessage } from './messages.js';

/** What the form's template needs from its element. */
export interface LiveFormContext {
  language: Language;
  text: (key: LiveMessage) => string;
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
  const { language, text, draft, busy, onChange } = context;
  return html`<form class="fields" novalidate @submit=${context.onSubmit}>
    <h2 class="wide">${text('formTitle')}</h2>
    <div class="wide">
      ${textField({
        id: 'name',
        label: text('name'),
        value: draft.name,
        required: true,
        maxLength: 120,
        disabled: busy,
        problem: context.nameWrong ? text('nameProblem') : undefined,
        onInput: (name) => onChange({ name }),
      })}
    </div>
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
      choices: privaciesWithoutPassword(language),
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
    <div class="wide switches">
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
    </div>
    <div class="wide actions">
      <button type="submit" class="primary" ?disabled=${busy}>${text(busy ? 'creating' : 'create')}</button>
    </div>
  </form>`;
}

function replayPrivacy({ language, text, draft, busy, onChange }: LiveFormContext): TemplateResult {
  return html`<div class="indent">
    ${choiceField({
      id: 'replay-privacy',
      label: text('replayPrivacy'),
      value: draft.replayPrivacy ?? draft.privacy ?? 'public',
      choices: privaciesWithoutPassword(language),
      disabled: busy,
      onChange: (value) => onChange({ replayPrivacy: value }),
    })}
  </div>`;
}

type OpenPrivacy = Exclude<Privacy, 'password'>;

/** PeerTube protects neither lives nor replays by a password of the form. */
function privaciesWithoutPassword(language: Language): Choice<OpenPrivacy>[] {
  return privacies(language).filter((choice): choice is Choice<OpenPrivacy> => choice.value !== 'password');
}
