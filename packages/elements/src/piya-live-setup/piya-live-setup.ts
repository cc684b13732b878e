import {
  type Clock,
  type PiyakastEvent,
  type PiyakastStream,
  type ServiceStatus,
  type StreamRequest,
  systemClock,
} from '@piyakast/sdk';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { errorText } from '../i18n/error-text.js';
import { type MessageValues, message } from '../i18n/i18n.js';
import { listenToEvents } from '../internal/event-feed.js';
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
import { livePanel } from './live-panel.js';
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

  #connection: AbortController | undefined;
  readonly #surface = new PageSurface(this);
  readonly #encoder = new EncoderValues(this, (news, field) => this.#onEncoderNews(news, field));

  readonly #obs = new ObsController(this, {
    service: () => this.#encoder.service,
    onState: (state, before) => {
      const said = obsStateText(state);
      if (said && said !== obsStateText(before)) this.said = this.#obsText(said);
      if (state.name !== before.name) this.#send('piya-live-encoder', { state: state.name });
    },
  });

  @state() private stream: PiyakastStream | undefined;
  @state() private draft: StreamRequest = NEW_DRAFT;
  @state() private busy: 'creating' | 'loading' | undefined;
  @state() private failure: unknown;
  @state() private problems: DraftProblems = {};
  @state() private options: ServiceStatus['live'] = null;
  @state() private obsForm: ObsForm = { password: '', port: OBS_PORT };
  @state() private removing = false;
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

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('defaults')) this.draft = { ...NEW_DRAFT, ...this.defaults };
  }

  protected override updated(changed: PropertyValues): void {
    const other = changed.has('streamId') && this.streamId !== (this.stream?.id ?? '');
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
    if (this.busy === 'loading') return html`<p class="hint">${this.#text('loading')}</p>`;
    if (this.stream) {
      return livePanel({
        ...context,
        stream: this.stream,
        encoder: this.#encoder,
        revealSeconds: REVEAL_MS / 1000,
        removing: this.removing,
        obs: this.#renderObs(this.stream),
        onAnother: () => this.reset(),
        onRemove: (step) => void this.#remove(step),
      });
    }
    if (this.streamId) return nothing;
    return liveForm({
      ...context,
      draft: this.draft,
      busy: this.busy === 'creating',
      problems: this.problems,
      options: this.options,
      onChange: (change) => this.#edit(change),
      onSubmit: (event) => {
        event.preventDefault();
        void this.#create();
      },
    });
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
    if (this.failure === undefined) return nothing;
    const { what, next } = errorText(this.failure, this.language);
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
    this.#connection?.abort();
    this.#encoder.set(undefined);
    this.#obs.disconnect();
    this.stream = undefined;
    this.failure = undefined;
    this.busy = undefined;
    this.removing = false;
    const client = this.activeClient;
    if (!this.isConnected || !client) return;
    if (this.streamId) void this.#load(client, this.streamId);
    else void this.#readOptions(client);
  }

  async #readOptions(client: LiveClient): Promise<void> {
    try {
      const { live } = await client.status.get();
      if (client === this.activeClient) this.options = live;
    } catch {
      // Only a convenience: the server refuses what the instance does not have.
      this.options = null;
    }
  }

  async #load(client: LiveClient, id: string): Promise<void> {
    const { signal } = this.#reconnect();
    this.busy = 'loading';
    try {
      const stream = await client.streams.get(id, { signal });
      const credentials = stream.mine ? await client.streams.credentials(id, { signal }) : undefined;
      if (signal.aborted) return;
      this.#encoder.set(credentials);
      this.stream = stream;
      this.#listen(client, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      if (!signal.aborted) this.busy = undefined;
    }
  }

  async #create(): Promise<void> {
    const client = this.activeClient;
    this.problems = checkDraft(this.draft, this.clock.now());
    if (Object.keys(this.problems).length > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    if (!client || this.busy) return;
    const { signal } = this.#reconnect();
    this.busy = 'creating';
    this.failure = undefined;
    try {
      const stream = await client.streams.create(requestOf(this.draft), { signal });
      if (signal.aborted) return;
      this.stream = stream;
      this.streamId = stream.id;
      this.said = this.#text('saidCreated');
      this.#send('piya-live-created', { stream });
      this.#listen(client, signal);
      const credentials = await client.streams.credentials(stream.id, { signal });
      if (!signal.aborted) this.#encoder.set(credentials);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      if (!signal.aborted) this.busy = undefined;
    }
  }

  #listen(client: LiveClient, signal: AbortSignal): void {
    listenToEvents(client, (event) => this.#onServerEvent(event, client, signal), {
      signal,
      onError: (error) => this.#fail(error),
    });
  }

  #onServerEvent(event: PiyakastEvent, client: LiveClient, signal: AbortSignal): void {
    const id = this.streamId;
    if (event.type === 'stream' && event.stream.id === id) this.#take(event.stream);
    else if (event.type === 'stream-deleted' && event.id === id) this.#gone(id);
    else if (event.type === 'status') void this.#catchUp(client, id, signal);
  }

  /** A connection begins with the status: what happened before it came is asked for. */
  async #catchUp(client: LiveClient, id: string, signal: AbortSignal): Promise<void> {
    try {
      const stream = await client.streams.get(id, { signal });
      if (!signal.aborted) this.#take(stream);
    } catch (error) {
      if (!signal.aborted) this.#send('piya-live-error', { error });
    }
  }

  #take(stream: PiyakastStream): void {
    const before = this.stream;
    this.stream = stream;
    if (before && JSON.stringify(before) === JSON.stringify(stream)) return;
    if (before?.state !== stream.state) this.said = this.#text(stream.state);
    this.#send('piya-live-changed', { stream });
  }

  #gone(id: string): void {
    this.#send('piya-live-removed', { id });
    this.reset();
  }

  async #remove(step: 'ask' | 'yes' | 'no'): Promise<void> {
    this.removing = step === 'ask';
    const client = this.activeClient;
    const id = this.stream?.id;
    if (step !== 'yes' || !client || !id) return;
    try {
      await client.streams.delete(id);
      // The server's event may have said so already.
      if (this.streamId === id) this.#gone(id);
    } catch (error) {
      this.#fail(error);
    }
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

  /** Ends what ran for the live before, and gives the signal for the next. */
  #reconnect(): AbortController {
    this.#connection?.abort();
    this.#connection = new AbortController();
    return this.#connection;
  }

  #fail(error: unknown): void {
    this.failure = error;
    this.#send('piya-live-error', { error });
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
