import { type Clock, type PiyakastStream, type StreamRequest, systemClock } from '@piyakast/sdk';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { errorText } from '../i18n/error-text.js';
import { type MessageValues, message } from '../i18n/i18n.js';
import { PageSurface } from '../internal/page-surface.js';
import { ServerElement } from '../internal/server-element.js';
import { VERSION } from '../internal/version.js';
import { formStyles } from '../styles/form.styles.js';
import { base, tokens } from '../styles/tokens.styles.js';
import { checkDraft, type DraftProblems, requestOf } from './check-draft.js';
import { type CopyField, type EncoderNews, EncoderValues, REVEAL_MS } from './encoder-values.js';
import type { PiyaLiveSetupEventMap } from './events.js';
import type { LiveClient } from './live-client.js';
import { type DraftChange, liveForm } from './live-form.js';
import { LiveMonitor, livePreview } from './live-monitor.js';
import { livePanel } from './live-panel.js';
import { LiveSession } from './live-session.js';
import { type LiveMessage, liveMessages } from './messages.js';
import { ObsController } from './obs/obs-controller.js';
import { type ObsMessage, obsMessages } from './obs/obs-messages.js';
import { type ObsForm, obsPanel, obsStateText } from './obs/obs-panel.js';
import { OBS_PORT } from './obs/obs-protocol.js';
import { liveSetupStyles } from './piya-live-setup.styles.js';

const NEW_DRAFT: StreamRequest = { name: '' };

/**
 * Makes a live and gives what the encoder needs: address, key, steps, and what PeerTube sees.
 *
 * @tagname piya-live-setup
 * @summary Form, RTMP address, stream key and state of a live.
 * @fires piya-live-created - The live exists. Detail: `LiveStreamDetail`.
 * @fires piya-live-changed - State, viewers or replays changed. Detail: `LiveStreamDetail`.
 * @fires piya-live-removed - The live was removed. Detail: `LiveRemovedDetail`.
 * @fires piya-live-encoder - OBS on this computer was set up, started or stopped. Detail: `LiveEncoderDetail`.
 * @fires piya-live-error - A call failed; the element shows it too. Detail: `LiveErrorDetail`.
 */
export class PiyaLiveSetup extends ServerElement<LiveClient> {
  static readonly version = VERSION;
  /** Changed from outside by custom properties and parts. */
  static override styles = [tokens, base, formStyles, liveSetupStyles];

  readonly #surface = new PageSurface(this);
  readonly #monitor = new LiveMonitor(this);
  readonly #encoder = new EncoderValues(this, (news, field) => this.#onEncoderNews(news, field));
  readonly #session = new LiveSession(this, {
    onCreated: (stream) => {
      this.streamId = stream.id;
      this.said = this.#text('saidCreated');
      this.#send('piya-live-created', { stream });
    },
    onChanged: (stream, before) => {
      if (before?.state !== stream.state) this.said = this.#text(stream.state);
      this.#send('piya-live-changed', { stream });
    },
    onCredentials: (credentials) => {
      this.#encoder.set(credentials);
      if (credentials) this.#obs.credentialsChanged();
    },
    onGone: (id) => {
      this.#send('piya-live-removed', { id });
      this.reset();
    },
    onError: (error) => this.#send('piya-live-error', { error }),
  });
  readonly #obs = new ObsController(this, {
    service: () => this.#encoder.service,
    onState: (state, before) => {
      const said = obsStateText(state);
      if (said && said !== obsStateText(before)) this.said = this.#obsText(said);
      if (state.name !== before.name) this.#send('piya-live-encoder', { state: state.name });
    },
  });

  @state() private draft: StreamRequest = NEW_DRAFT;
  @state() private problems: DraftProblems = {};
  @state() private obsForm: ObsForm = { password: '', port: OBS_PORT };
  @state() private asking: 'remove' | 'rotate' | undefined;
  @state() private said = '';

  /** A live that exists already; it is set when one is created, and cleared for another. */
  @property({ attribute: 'stream-id', reflect: true }) streamId = '';

  /** Filled into the form of a new live. */
  @property({ attribute: false }) defaults: Partial<StreamRequest> = {};

  /** Time for the hiding of the key; an option for tests. */
  @property({ attribute: false }) clock: Clock = systemClock;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('defaults')) this.draft = { ...NEW_DRAFT, ...this.defaults };
  }

  protected override updated(changed: PropertyValues): void {
    const other = changed.has('streamId') && this.streamId !== (this.#session.stream?.id ?? '');
    if (this.clientChanged(changed) || other) this.#open();
  }

  protected override render(): TemplateResult {
    if (!this.activeClient) return html`<p class="notice">${this.#text('noServer')}</p>`;
    return html`<section class="panel ${this.#surface.classes}" aria-label=${this.#text('region')}>
      ${this.#renderMain()} ${this.#renderFailure()}
      <p class="visually-hidden" role="status" aria-live="polite" data-said>${this.said}</p>
    </section>`;
  }

  #renderMain(): TemplateResult | typeof nothing {
    const context = {
      language: this.language,
      text: (key: LiveMessage, values?: MessageValues) => this.#text(key, values),
    };
    const { stream, task, offers } = this.#session;
    if (task === 'loading') return html`<p class="hint">${this.#text('loading')}</p>`;
    if (stream) {
      return livePanel({
        ...context,
        stream,
        encoder: this.#encoder,
        revealSeconds: REVEAL_MS / 1000,
        asking: this.asking,
        rotating: task === 'rotating',
        hasObs: this.#obs.state.name !== 'off',
        preview: this.#renderPreview(stream),
        obs: this.#renderObs(stream),
        onAnother: () => this.reset(),
        onAsk: (question) => {
          this.asking = question;
        },
        onConfirm: (question) => void this.#confirm(question),
      });
    }
    if (this.streamId) return nothing;
    return liveForm({
      ...context,
      draft: this.draft,
      busy: task === 'creating',
      problems: this.problems,
      options: offers,
      onChange: (change) => this.#edit(change),
      onSubmit: (event) => {
        event.preventDefault();
        void this.#create();
      },
    });
  }

  #renderPreview(stream: PiyakastStream): TemplateResult | typeof nothing {
    if (stream.state !== 'live') return nothing;
    const server = this.server ? new URL(this.server, document.baseURI).origin : new URL(stream.url).origin;
    const player = { client: this.activeClient, token: this.token, server, lang: this.language };
    return livePreview({ text: (key, values) => this.#text(key, values), stream, monitor: this.#monitor, player });
  }

  #renderObs({ state, permanentLive }: PiyakastStream): TemplateResult | typeof nothing {
    if (state === 'ended' && !permanentLive) return nothing;
    return obsPanel({
      language: this.language,
      text: (key, values) => this.#obsText(key, values),
      obs: this.#obs,
      form: this.obsForm,
      onForm: (change) => {
        this.obsForm = { ...this.obsForm, ...change };
      },
      onSetUp: () => {
        const { password, port } = this.obsForm;
        this.obsForm = { password: '', port };
        this.#obs.setUp({ address: `ws://127.0.0.1:${port}`, password });
      },
    });
  }

  #renderFailure(): TemplateResult | typeof nothing {
    const { failure } = this.#session;
    if (failure === undefined) return nothing;
    const { what, next } = errorText(failure, this.language);
    return html`<div class="notice error" role="alert">
      <strong>${what}</strong><span class="next">${next}</span>
      ${
        this.streamId && !this.#encoder.shown
          ? html`<div class="actions">
              <button type="button" @click=${() => this.#open()}>${this.#text('retry')}</button>
              <button type="button" class="quiet" @click=${() => this.reset()}>${this.#text('another')}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  /** A choice that is taken back is not sent. */
  #edit(change: DraftChange): void {
    const entries = Object.entries({ ...this.draft, ...change }).filter(([, value]) => value !== undefined);
    this.draft = Object.fromEntries(entries) as unknown as StreamRequest;
  }

  /** Goes back to an empty form; the live itself stays. */
  reset(): void {
    this.streamId = '';
    this.draft = { ...NEW_DRAFT, ...this.defaults };
    this.#open();
  }

  /** Shows what `stream-id` names, from the beginning. */
  #open(): void {
    this.#obs.disconnect();
    this.#monitor.close();
    this.asking = undefined;
    this.#session.open(this.isConnected ? this.activeClient : undefined, this.streamId);
  }

  async #create(): Promise<void> {
    this.problems = checkDraft(this.draft, this.clock.now());
    if (Object.keys(this.problems).length === 0) return this.#session.create(requestOf(this.draft));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  async #confirm(question: 'remove' | 'rotate'): Promise<void> {
    this.asking = undefined;
    if (question === 'remove') return this.#session.remove();
    await this.#session.rotateKey();
    if (this.#session.failure === undefined) this.said = this.#text('saidRotated');
  }

  #onEncoderNews(news: EncoderNews, field: CopyField): void {
    this.said = this.#text(news);
    if (news === 'copyFailed') void this.#selectByHand(field);
  }

  /** The last resort: the person copies. For the key this is asking to see it. */
  async #selectByHand(field: CopyField): Promise<void> {
    if (field === 'key') void this.#encoder.reveal();
    await this.updateComplete;
    const input = this.renderRoot.querySelector<HTMLInputElement>(`#${field}`);
    input?.focus();
    input?.select();
  }

  #text(key: LiveMessage, values?: MessageValues): string {
    return message(this, liveMessages, key, values);
  }

  #obsText(key: ObsMessage, values?: MessageValues): string {
    return message(this, obsMessages, key, values);
  }

  #send<Name extends keyof PiyaLiveSetupEventMap>(name: Name, detail: PiyaLiveSetupEventMap[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
