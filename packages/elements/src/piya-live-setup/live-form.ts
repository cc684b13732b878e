import type { ServiceStatus, StreamRequest } from '@piyakast/sdk';
import { LIVE_PRIVACIES } from '@piyakast/sdk/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Language, MessageValues } from '../i18n/i18n.js';
import { categories, privacies } from '../internal/choices.js';
import { checkField, choiceField, textField } from '../internal/fields.js';
import { formatSeconds } from '../internal/format.js';
import { type DraftProblems, LIVE_LIMIT_VALUES } from './check-draft.js';
import type { LiveMessage } from './messages.js';

/** What the form's template needs from its element. */
export interface LiveFormContext {
  language: Language;
  text: (key: LiveMessage, values?: MessageValues) => string;
  draft: StreamRequest;
  busy: boolean;
  problems: DraftProblems;
  /** What the instance offers; everything while that is unknown, as the server refuses what does not work. */
  options: ServiceStatus['live'];
  onChange: (change: DraftChange) => void;
  onSubmit: (event: SubmitEvent) => void;
}

/** What the person changed; `undefined` takes a choice back. */
export type DraftChange = { [Field in keyof StreamRequest]?: StreamRequest[Field] | undefined };

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
        problem: problemOf(context, 'name'),
        onInput: (name) => onChange({ name }),
      })}
    </div>
    ${context.options?.enabled === false ? html`<p class="wide notice">${text('livesOff')}</p>` : nothing}
    ${choices(context)} ${passwordField(context)} ${scheduleField(context)} ${dvrField(context)}
    <div class="wide switches">
      ${switches(context)}
    </div>
    <div class="wide actions">
      <button type="submit" class="primary" ?disabled=${busy}>${text(busy ? 'creating' : 'create')}</button>
    </div>
  </form>`;
}

function problemOf({ text, problems }: LiveFormContext, field: keyof DraftProblems): string | undefined {
  const problem = problems[field];
  return problem && text(problem, LIVE_LIMIT_VALUES);
}

function passwordField(context: LiveFormContext): TemplateResult | typeof nothing {
  const { text, draft, busy, onChange } = context;
  if (draft.privacy !== 'password') return nothing;
  return textField({
    id: 'password',
    label: text('password'),
    type: 'password',
    value: draft.videoPasswords?.[0] ?? '',
    disabled: busy,
    problem: problemOf(context, 'password'),
    onInput: (word) => onChange({ videoPasswords: [word] }),
  });
}

/** PeerTube 7.3 and later. */
function scheduleField(context: LiveFormContext): TemplateResult | typeof nothing {
  const { text, draft, busy, onChange, options } = context;
  if (!options?.schedules) return nothing;
  return textField({
    id: 'schedule',
    label: text('schedule'),
    type: 'datetime-local',
    value: localTime(draft.scheduledAt),
    hint: text('scheduleHint'),
    disabled: busy,
    problem: problemOf(context, 'schedule'),
    onInput: (value) => onChange({ scheduledAt: value === '' ? null : new Date(value).toISOString() }),
  });
}

/** `2026-03-01T10:00:00.000Z` as the field shows it: in the time of this computer. */
function localTime(moment: string | null | undefined): string {
  if (!moment) return '';
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Seconds to choose from. */
const DVR_WINDOWS = [300, 900, 1_800, 3_600, 7_200, 14_400];

/** PeerTube 8. */
function dvrField({
  language,
  text,
  draft,
  busy,
  onChange,
  options,
}: LiveFormContext): TemplateResult | typeof nothing {
  const max = options?.maxDvrSeconds ?? 0;
  if (max === 0) return nothing;
  const windows = DVR_WINDOWS.filter((seconds) => seconds <= max);
  const choices = windows.map((seconds) => ({
    value: String(seconds),
    label: text('dvrWindow', { time: formatSeconds(seconds, language) }),
  }));
  return choiceField({
    id: 'dvr',
    label: text('dvr'),
    value: draft.dvrWindow === undefined ? '' : String(draft.dvrWindow),
    empty: text('dvrDefault'),
    choices: [{ value: '0', label: text('dvrOff') }, ...choices],
    disabled: busy,
    onChange: (value) => onChange({ dvrWindow: value === '' ? undefined : Number(value) }),
  });
}

function choices({ language, text, draft, busy, onChange, options }: LiveFormContext): TemplateResult {
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
      choices: privacies(language),
      disabled: busy,
      onChange: (privacy) => onChange({ privacy }),
    })}
    ${
      options?.latency === false
        ? nothing
        : choiceField({
            id: 'latency',
            label: text('latency'),
            value: draft.latencyMode ?? 'default',
            choices: LATENCIES.map(({ value, text: key }) => ({ value, label: text(key) })),
            disabled: busy,
            onChange: (latencyMode) => onChange({ latencyMode }),
          })
    }
  `;
}

function switches(context: LiveFormContext): TemplateResult {
  const { text, draft, busy, onChange } = context;
  const offersReplay = context.options?.replay !== false;
  return html`
      ${offersReplay ? replayFields(context) : nothing}
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

function replayFields(context: LiveFormContext): TemplateResult {
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
  `;
}

function replayPrivacy({ language, text, draft, busy, onChange }: LiveFormContext): TemplateResult {
  return html`<div class="indent">
    ${choiceField({
      id: 'replay-privacy',
      label: text('replayPrivacy'),
      value: draft.replayPrivacy ?? (draft.privacy === 'password' ? 'private' : (draft.privacy ?? 'public')),
      choices: privacies(language, LIVE_PRIVACIES),
      disabled: busy,
      onChange: (value) => onChange({ replayPrivacy: value }),
    })}
  </div>`;
}
