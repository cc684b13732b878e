import type { PiyakastStream } from '@piyakast/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { errorText } from '../i18n/error-text.js';
import type { Language, MessageValues } from '../i18n/i18n.js';
import type { CopyField, EncoderValues } from './encoder-values.js';
import type { LiveMessage } from './messages.js';

/** What the panel's template needs from its element. */
export interface LivePanelContext {
  language: Language;
  text: (key: LiveMessage, values?: MessageValues) => string;
  stream: PiyakastStream;
  encoder: EncoderValues;
  /** What works with OBS directly; empty for viewers and where the live has ended. */
  obs: TemplateResult | typeof nothing;
  revealSeconds: number;
  /** What is asked before it is done. */
  asking: 'remove' | 'rotate' | undefined;
  rotating: boolean;
  /** OBS was set up from here, so the steps by hand step back. */
  hasObs: boolean;
  preview: TemplateResult | typeof nothing;
  onAnother: () => void;
  onAsk: (question: 'remove' | 'rotate' | undefined) => void;
  onConfirm: (question: 'remove' | 'rotate') => void;
}

/** Says nothing of the key, not even its length. */
const MASK = '•'.repeat(16);

const TONES: Readonly<Record<PiyakastStream['state'], string>> = {
  waiting: 'wait',
  live: 'on-air',
  ended: '',
  error: 'bad',
};

/** A live that exists: its state, what the encoder needs, and what to do in OBS. */
export function livePanel(context: LivePanelContext): TemplateResult {
  const { text, stream } = context;
  const count = stream.viewers;
  return html`
    <header class="head">
      <h2>${stream.name}</h2>
      <div class="actions">
        <span class="badge ${TONES[stream.state]}" data-state=${stream.state}>${text(stream.state)}</span>
        ${
          stream.state === 'live'
            ? html`<span class="viewers">${count === 1 ? text('viewersOne') : text('viewers', { count })}</span>`
            : nothing
        }
      </div>
      <p class="hint">${text(stateText(stream))}</p>
      ${problem(context)}
    </header>
    ${context.preview} ${encoderFields(context)} ${replays(context)}
    <div class="actions foot">
      <button type="button" data-action="another" @click=${() => context.onAnother()}>${text('another')}</button>
      ${stream.mine ? ownerActions(context) : nothing}
    </div>
  `;
}

function stateText(stream: PiyakastStream): LiveMessage {
  if (stream.state !== 'ended') return stream.state === 'live' ? 'liveText' : 'waitingText';
  if (stream.permanentLive) return 'permanentEndedText';
  return stream.saveReplay && stream.replays.length === 0 ? 'endedReplayText' : 'endedText';
}

function problem({ stream, language }: LivePanelContext): TemplateResult | typeof nothing {
  if (!stream.problem) return nothing;
  const { what, next } = errorText(stream.problem.code, language);
  return html`<div class="notice error">
    <strong>${what}</strong><span>${stream.problem.detail}</span><span class="next">${next}</span>
  </div>`;
}

function encoderFields(context: LivePanelContext): TemplateResult | typeof nothing {
  const { text, encoder } = context;
  const { revealed, shown } = encoder;
  if (!shown) return nothing;
  const show = html`<button
    type="button"
    data-action="reveal"
    aria-pressed=${revealed ? 'true' : 'false'}
    aria-label="${text(revealed ? 'hide' : 'show')}: ${text('key')}"
    @click=${() => (revealed ? encoder.hide() : void encoder.reveal())}
  >
    ${text(revealed ? 'hide' : 'show')}
  </button>`;
  return html`
    ${context.obs}
    <div class="values">
      ${value(context, 'rtmp', shown.rtmpUrl)}
      ${shown.rtmpsUrl ? value(context, 'rtmps', shown.rtmpsUrl) : nothing}
      ${value(context, 'key', shown.streamKey ?? MASK, show)}
      <p class="hint">${text('keyHint', { seconds: context.revealSeconds })}</p>
    </div>
    <details class="steps" ?open=${!context.hasObs}>
      <summary>${text('obs')}</summary>
      <ol>
        ${(['obs1', 'obs2', 'obs3', 'obs4', 'obs5'] as const).map((step) => html`<li>${text(step)}</li>`)}
      </ol>
    </details>
  `;
}

function value(context: LivePanelContext, field: CopyField, shown: string, extra?: TemplateResult): TemplateResult {
  const { text, encoder } = context;
  const label = encoder.copied === field ? text('copied') : text('copy');
  return html`<div class="field">
    <label for=${field}>${text(field)}</label>
    <div class="value">
      <input
        id=${field}
        type="text"
        readonly
        spellcheck="false"
        translate="no"
        .value=${shown}
        @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
      />
      ${extra ?? nothing}
      <button
        type="button"
        data-copy=${field}
        aria-label="${label}: ${text(field)}"
        @click=${() => void encoder.copy(field)}
      >
        ${label}
      </button>
    </div>
    ${encoder.failed === field ? html`<p class="hint">${text('copyFailed')}</p>` : nothing}
  </div>`;
}

function replays({ stream, text, language }: LivePanelContext): TemplateResult | typeof nothing {
  if (stream.replays.length === 0) return nothing;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return html`<section>
    <h3>${text('replays')}</h3>
    <ul>
      ${stream.replays.map(
        (replay) => html`<li>
          <a href=${replay.embedUrl} target="_blank" rel="noopener">
            ${text('replayOf', { date: date.format(new Date(replay.startedAt)) })}
          </a>
        </li>`,
      )}
    </ul>
  </section>`;
}

function ownerActions({ text, stream, asking, rotating, onAsk, onConfirm }: LivePanelContext): TemplateResult {
  const isOver = stream.state === 'ended' && !stream.permanentLive;
  const ask = (question: 'remove' | 'rotate', look: string) =>
    html`<button type="button" class=${look} data-action=${question} ?disabled=${rotating} @click=${() => onAsk(question)}>
      ${text(question === 'rotate' && rotating ? 'rotating' : question)}
    </button>`;
  if (!asking) return html`${isOver ? nothing : ask('rotate', 'quiet')} ${ask('remove', 'quiet danger')}`;
  const isRemoval = asking === 'remove';
  return html`<div class="notice error wide" role="group" aria-label=${text(asking)}>
    <span>${text(isRemoval ? 'removeQuestion' : 'rotateQuestion')}</span>
    <div class="actions">
      <button type="button" class="danger" data-action="${asking}-yes" @click=${() => onConfirm(asking)}>
        ${text(isRemoval ? 'removeYes' : 'rotateYes')}
      </button>
      <button type="button" class="quiet" @click=${() => onAsk(undefined)}>${text('removeNo')}</button>
    </div>
  </div>`;
}
