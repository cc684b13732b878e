import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Choice } from './choices.js';

/** What every labelled field has. */
interface FieldOptions {
  id: string;
  label: string;
  /** Said below the field, and read with it. */
  hint?: string | undefined;
  /** What is wrong with the value; marks the field as invalid. */
  problem?: string | undefined;
  disabled?: boolean;
}

interface TextFieldOptions extends FieldOptions {
  value: string;
  onInput: (value: string) => void;
  required?: boolean;
  maxLength?: number;
  lines?: number;
  type?: 'text' | 'password' | 'datetime-local';
}

interface ChoiceFieldOptions<Value extends string> extends FieldOptions {
  value: string;
  choices: readonly Choice<Value>[];
  /** Text of an empty first entry. */
  empty?: string;
  onChange: (value: Value) => void;
}

interface CheckFieldOptions extends FieldOptions {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

const textOf = (event: Event): string => (event.target as HTMLInputElement).value;

function describedBy({ id, hint, problem }: FieldOptions): string | typeof nothing {
  const ids = [problem ? `${id}-problem` : '', hint ? `${id}-hint` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : nothing;
}

function notes({ id, hint, problem }: FieldOptions): TemplateResult {
  return html`
    ${problem ? html`<p class="problem" id="${id}-problem">${problem}</p>` : nothing}
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
  `;
}

/** A labelled line or block of text. */
export function textField(options: TextFieldOptions): TemplateResult {
  const onInput = (event: Event) => options.onInput(textOf(event));
  const input = options.lines
    ? html`<textarea
        id=${options.id}
        rows=${options.lines}
        maxlength=${options.maxLength ?? nothing}
        ?disabled=${options.disabled ?? false}
        aria-invalid=${options.problem ? 'true' : 'false'}
        aria-describedby=${describedBy(options)}
        .value=${live(options.value)}
        @input=${onInput}
      ></textarea>`
    : html`<input
        id=${options.id}
        type=${options.type ?? 'text'}
        autocomplete=${options.type === 'password' ? 'new-password' : 'off'}
        maxlength=${options.maxLength ?? nothing}
        ?required=${options.required ?? false}
        ?disabled=${options.disabled ?? false}
        aria-invalid=${options.problem ? 'true' : 'false'}
        aria-describedby=${describedBy(options)}
        .value=${live(options.value)}
        @input=${onInput}
      />`;
  return html`<div class="field"><label for=${options.id}>${options.label}</label>${input}${notes(options)}</div>`;
}

/** A labelled list to choose one entry from. */
export function choiceField<Value extends string>(options: ChoiceFieldOptions<Value>): TemplateResult {
  return html`<div class="field">
    <label for=${options.id}>${options.label}</label>
    <select
      id=${options.id}
      ?disabled=${options.disabled ?? false}
      aria-describedby=${describedBy(options)}
      @change=${(event: Event) => options.onChange(textOf(event) as Value)}
    >
      ${options.empty === undefined ? nothing : html`<option value="" ?selected=${options.value === ''}>${options.empty}</option>`}
      ${options.choices.map(
        ({ value, label }) => html`<option value=${value} ?selected=${value === options.value}>${label}</option>`,
      )}
    </select>
    ${notes(options)}
  </div>`;
}

/** A labelled check box. */
export function checkField(options: CheckFieldOptions): TemplateResult {
  return html`<div class="check">
    <input
      id=${options.id}
      type="checkbox"
      ?disabled=${options.disabled ?? false}
      aria-describedby=${describedBy(options)}
      .checked=${live(options.checked)}
      @change=${(event: Event) => options.onChange((event.target as HTMLInputElement).checked)}
    />
    <label for=${options.id}>${options.label}</label>
    ${notes(options)}
  </div>`;
}
