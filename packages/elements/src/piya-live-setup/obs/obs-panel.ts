import { html, nothing, type TemplateResult } from 'lit';
import type { Language, MessageValues } from '../../i18n/i18n.js';
import { textField } from '../../internal/fields.js';
import { formatSeconds } from '../../internal/format.js';
import type { ObsHealth, ObsState } from './decide-obs.js';
import type { ObsController } from './obs-controller.js';
import type { ObsMessage } from './obs-messages.js';

/** What a person enters to reach OBS. */
export interface ObsForm {
  password: string;
  port: string;
}

/** What the panel's template needs from its element. */
export interface ObsPanelContext {
  language: Language;
  text: (key: ObsMessage, values?: MessageValues) => string;
  obs: ObsController;
  form: ObsForm;
  onForm: (change: Partial<ObsForm>) => void;
  onSetUp: () => void;
}

/** OBS on the same computer: set up, start, health, stop; with a plain word for each thing that can be in the way. */
export function obsPanel(context: ObsPanelContext): TemplateResult {
  const { text, obs } = context;
  const { state } = obs;
  return html`<section class="steps" part="obs" aria-labelledby="obs-direct" data-obs=${state.name}>
    <h3 id="obs-direct">${text('title')}</h3>
    ${problem(context)} ${state.name === 'off' ? connectForm(context) : controls(context)}
  </section>`;
}

/** The sentence for a state; `undefined` where the form speaks for itself. */
export function obsStateText(state: ObsState): ObsMessage | undefined {
  switch (state.name) {
    case 'off':
      return state.problem;
    case 'setting-up':
      return 'settingUp';
    case 'streaming':
      return state.health.isReconnecting ? 'reconnecting' : 'streaming';
    default:
      return 'problem' in state && state.problem ? state.problem : state.name;
  }
}

function problem({ text, obs: { state } }: ObsPanelContext): TemplateResult | typeof nothing {
  if (!('problem' in state) || !state.problem) return nothing;
  const next = `${state.problem}Next` as const;
  return html`<div class="notice error"><strong>${text(state.problem)}</strong><span class="next">${text(next)}</span></div>`;
}

function connectForm({ text, form, onForm, onSetUp }: ObsPanelContext): TemplateResult {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    onSetUp();
  };
  return html`<p class="hint">${text('intro')}</p>
    <form class="obs-form" novalidate @submit=${onSubmit}>
      ${textField({
        id: 'obs-password',
        label: text('password'),
        type: 'password',
        value: form.password,
        onInput: (password) => onForm({ password }),
      })}
      ${textField({ id: 'obs-port', label: text('port'), value: form.port, onInput: (port) => onForm({ port }) })}
      <button type="submit" class="primary" data-action="obs-set-up">${text('setUp')}</button>
    </form>
    <p class="hint">${text('where')}</p>`;
}

function controls(context: ObsPanelContext): TemplateResult {
  const { text, obs } = context;
  const { state } = obs;
  const said = 'problem' in state && state.problem ? undefined : obsStateText(state);
  const isOn = state.name === 'streaming' || state.name === 'occupied';
  return html`
    ${said ? html`<p>${text(said)}</p>` : nothing}
    ${state.name === 'streaming' ? health(state.health, context) : nothing}
    <div class="actions">
      ${
        state.name === 'ready'
          ? html`<button type="button" class="primary" data-action="obs-start" @click=${() => obs.start()}>${text('start')}</button>`
          : nothing
      }
      ${isOn ? html`<button type="button" data-action="obs-stop" @click=${() => obs.stop()}>${text('stop')}</button>` : nothing}
      <button type="button" class="quiet" data-action="obs-disconnect" @click=${() => obs.disconnect()}>
        ${text('disconnect')}
      </button>
    </div>
  `;
}

function health(now: ObsHealth, { text, language }: ObsPanelContext): TemplateResult {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const percent = now.totalFrames > 0 ? (now.droppedFrames / now.totalFrames) * 100 : 0;
  const facts = [
    now.seconds > 0 ? text('onAir', { time: formatSeconds(now.seconds, language) }) : undefined,
    now.kilobitsPerSecond === undefined ? undefined : text('bitrate', { rate: number.format(now.kilobitsPerSecond) }),
    text('dropped', { count: number.format(now.droppedFrames), percent: number.format(percent) }),
    text('reconnects', { count: now.reconnects }),
  ];
  return html`<p class="facts">${facts.map((fact) => (fact ? html`<span>${fact}</span>` : nothing))}</p>`;
}
