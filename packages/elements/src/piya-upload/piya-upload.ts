import type { ServiceStatus, VideoMetadata } from '@piyakast/sdk';
import { acceptedExtensions } from '@piyakast/sdk/contract';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type MessageValues, message } from '../i18n/i18n.js';
import { formatBytes } from '../internal/format.js';
import { ServerElement } from '../internal/server-element.js';
import { VERSION } from '../internal/version.js';
import { formStyles } from '../styles/form.styles.js';
import { base, tokens } from '../styles/tokens.styles.js';
import { Announcer } from './announcer.js';
import type { PiyaUploadEventMap } from './events.js';
import { followVideos } from './follow-videos.js';
import { type UploadMessage, uploadMessages } from './messages.js';
import { droppedFiles, type PickedFile, pickFiles, reopenFile } from './pick-files.js';
import { uploadStyles } from './piya-upload.styles.js';
import { openSavedUploads } from './saved-uploads.js';
import { isHeld, type UploadClient, type UploadItem } from './upload-item.js';
import { type QueueNews, UploadQueue } from './upload-queue.js';
import { type RowAction, uploadRow } from './upload-row.js';

/**
 * Uploads videos to a PIYAKast server: several files, pause, retry, and going on after a reload.
 *
 * @tagname piya-upload
 * @summary Drop zone, details form and progress list for video uploads.
 * @slot - Shown in the drop zone, below the button; for example a link to a sample clip.
 * @fires piya-upload-start - An upload begins. Detail: `UploadStartDetail`.
 * @fires piya-upload-progress - The server confirmed bytes, or the phase changed. Detail: `UploadProgressDetail`.
 * @fires piya-upload-received - The server holds every byte and the video plays. Detail: `UploadVideoDetail`.
 * @fires piya-upload-published - The video is on PeerTube. Detail: `UploadVideoDetail`.
 * @fires piya-upload-error - An upload stopped. Detail: `UploadErrorDetail`.
 * @fires piya-upload-cancel - An upload was cancelled by the person. Detail: `UploadEventDetail`.
 * @csspart drop - The drop zone.
 * @csspart list - The list of files.
 */
export class PiyaUpload extends ServerElement<UploadClient> {
  static readonly version = VERSION;
  /** Changed from outside by custom properties and parts. */
  static override styles = [tokens, base, formStyles, uploadStyles];

  #queue: UploadQueue | undefined;
  #connection: AbortController | undefined;
  #following = false;
  readonly #announcer = new Announcer();
  /** The unfinished upload that the next chosen file belongs to. */
  #waiting: UploadItem | undefined;

  @query('input[type="file"]') private readonly fileInput: HTMLInputElement | undefined;

  @state() private over = false;
  @state() private said = '';
  @state() private limits: ServiceStatus['limits'] | undefined;

  /** Starts each file at once, with `metadata` and a title made from its name, instead of showing the form. */
  @property({ type: Boolean, attribute: 'without-form' }) withoutForm = false;

  /** Filled into the form of each new file, or sent as it is with `without-form`. */
  @property({ attribute: false }) metadata: Partial<VideoMetadata> = {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    if (this.#queue) {
      void this.#queue.wake();
      this.#follow();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
    this.#following = false;
    // An element that is only moved is connected again by now.
    queueMicrotask(() => {
      if (!this.isConnected) this.#queue?.suspend();
    });
  }

  protected override updated(changed: PropertyValues): void {
    if (this.clientChanged(changed)) void this.#begin();
  }

  /**
   * Adds files, as if the person had chosen them.
   *
   * @param files - Drafts to fill in; with `without-form` they start at once.
   */
  async addFiles(files: Iterable<File>): Promise<void> {
    await this.#add([...files].map((file) => ({ file })));
  }

  /** Starts every draft whose details are right. */
  startAll(): void {
    const drafts = this.#drafts;
    const wrong = drafts.filter((item) => !this.#queue?.start(item));
    if (wrong.length > 0) void this.#focusProblem();
  }

  protected override render(): TemplateResult {
    if (!this.activeClient) return html`<p class="notice">${this.#text('noServer')}</p>`;
    const items = this.#queue?.items ?? [];
    return html`<section
      class="panel"
      aria-label=${this.#text('region')}
      @dragenter=${this.#onDragOver}
      @dragover=${this.#onDragOver}
      @dragleave=${this.#onDragLeave}
      @drop=${this.#onDrop}
    >
      ${this.#renderDrop(items.length > 0)}
      ${
        items.length === 0
          ? nothing
          : html`<ul part="list" aria-label=${this.#text('list')}>
              ${repeat(
                items,
                (item) => item.key,
                (item) =>
                  uploadRow(item, {
                    language: this.language,
                    text: (key, values) => this.#text(key, values),
                    onChange: () => this.requestUpdate(),
                    onAction: (action, subject) => void this.#act(action, subject),
                  }),
              )}
            </ul>`
      }
      ${this.#renderStart()}
      <p class="visually-hidden" role="status" aria-live="polite">${this.said}</p>
    </section>`;
  }

  #renderDrop(small: boolean): TemplateResult {
    const invitation = this.over ? 'dropNow' : small ? 'dropMore' : 'drop';
    return html`<div class="drop ${small ? 'small' : ''}" part="drop" ?data-over=${this.over}>
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"
        stroke-linejoin="round" aria-hidden="true"><path d="M12 16V4m0 0L7.5 8.5M12 4l4.5 4.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3" /></svg>
      <p>${this.#text(invitation)}</p>
      <div class="actions">
        <button type="button" class=${small ? '' : 'primary'} data-action="choose" @click=${() => this.#choose()}>
          ${this.#text('choose')}
        </button>
        <slot></slot>
      </div>
      ${
        this.limits
          ? html`<p class="hint">${this.#text('limits', { size: formatBytes(this.limits.maxUploadBytes, this.language) })}</p>`
          : nothing
      }
      <input
        class="visually-hidden"
        type="file"
        accept=${acceptOf(this.limits)}
        multiple
        tabindex="-1"
        aria-label=${this.#text('choose')}
        @change=${this.#onInput}
      />
    </div>`;
  }

  #renderStart(): TemplateResult | typeof nothing {
    const count = this.#drafts.length;
    if (count === 0) return nothing;
    return html`<div class="actions submit">
      <button type="button" class="primary" data-action="start" @click=${() => this.startAll()}>
        ${count === 1 ? this.#text('start') : this.#text('startMany', { count })}
      </button>
    </div>`;
  }

  get #drafts(): UploadItem[] {
    return (this.#queue?.items ?? []).filter((item) => item.state === 'draft');
  }

  #text(key: UploadMessage, values?: MessageValues): string {
    return message(this, uploadMessages, key, values);
  }

  /** Works with the client that is set now; what ran with another one stops and stays resumable. */
  async #begin(): Promise<void> {
    const client = this.activeClient;
    this.#queue?.suspend();
    this.#queue = undefined;
    if (!client) return;
    const server = this.server === '' ? location.origin : new URL(this.server, document.baseURI).href;
    const saved = await openSavedUploads();
    if (client !== this.activeClient) return;
    this.#queue = new UploadQueue({ client, saved, server, onNews: (news, item) => this.#onNews(news, item) });
    this.requestUpdate();
    await Promise.all([this.#queue.restore(), this.#readLimits(client)]);
  }

  async #readLimits(client: UploadClient): Promise<void> {
    try {
      this.limits = (await client.status.get()).limits;
    } catch {
      // Only a convenience: the server checks every upload itself.
      this.limits = undefined;
    }
  }

  async #add(files: PickedFile[]): Promise<void> {
    const queue = this.#queue;
    if (!queue) return;
    for (const picked of files) {
      const item = await queue.add(picked, this.metadata);
      if (item.state === 'draft' && this.limits) await queue.checkLimits(item, this.limits);
      if (item.state === 'draft' && this.withoutForm) queue.start(item);
    }
  }

  async #choose(item?: UploadItem): Promise<void> {
    const picked = await pickFiles({ multiple: item === undefined });
    if (picked) {
      await this.#take(picked, item);
    } else {
      this.#waiting = item;
      this.fileInput?.click();
    }
  }

  async #take(picked: PickedFile[], item: UploadItem | undefined): Promise<void> {
    const first = picked[0];
    if (item && first) await this.#queue?.attach(item, first.file);
    else await this.#add(picked);
  }

  async #act(action: RowAction, item: UploadItem): Promise<void> {
    const queue = this.#queue;
    if (action === 'pause') queue?.pause(item);
    else if (action === 'resume') queue?.resume(item);
    else if (action === 'retry') queue?.retry(item);
    else if (action === 'remove') queue?.remove(item);
    else if (action === 'choose-again') await this.#choose(item);
    else if (action === 'continue') await this.#continue(item);
    else if (action === 'move-again') await queue?.moveAgain(item);
    else await queue?.cancel(item);
  }

  async #continue(item: UploadItem): Promise<void> {
    const file = item.handle && (await reopenFile(item.handle, true));
    if (file) {
      await this.#queue?.attach(item, file);
      return;
    }
    item.handle = undefined;
    this.requestUpdate();
  }

  #onInput(event: Event): void {
    const input = event.target as HTMLInputElement;
    const picked = [...(input.files ?? [])].map((file) => ({ file }));
    const item = this.#waiting;
    this.#waiting = undefined;
    // So that choosing the same file once more is a change again.
    input.value = '';
    void this.#take(picked, item);
  }

  #onDragOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.over = true;
  }

  #onDragLeave(event: DragEvent): void {
    const panel = event.currentTarget as Element;
    if (!(event.relatedTarget instanceof Node) || !panel.contains(event.relatedTarget)) this.over = false;
  }

  #onDrop(event: DragEvent): void {
    if (!event.dataTransfer) return;
    event.preventDefault();
    this.over = false;
    void droppedFiles(event.dataTransfer).then((files) => this.#add(files));
  }

  /** Follows what the server does with the files it has. */
  #follow(): void {
    const client = this.activeClient;
    const signal = this.#connection?.signal;
    const held = () => (this.#queue?.items ?? []).filter(isHeld);
    if (this.#following || !client || !signal || held().length === 0) return;
    this.#following = true;
    followVideos(client, {
      signal,
      open: () => held().flatMap(({ video, state }) => (video && state !== 'published' ? [video.id] : [])),
      onVideo: (video) => this.#queue?.applyVideo(video),
      onEnd: () => {
        this.#following = false;
      },
    });
  }

  #onNews(news: QueueNews, item: UploadItem): void {
    this.requestUpdate();
    const sentence = this.#announcer.say(news, item, (key, values) => this.#text(key, values), this.language);
    if (sentence) this.said = sentence;
    const detail = { key: item.key, file: { name: item.identity.name, sizeBytes: item.identity.sizeBytes } };
    const { video, progress } = item;
    if (news === 'start') this.#send('piya-upload-start', { ...detail, metadata: item.metadata });
    else if (news === 'progress' && progress) this.#send('piya-upload-progress', { ...detail, ...progress });
    else if (news === 'received' && video) this.#send('piya-upload-received', { ...detail, video });
    else if (news === 'published' && video) this.#send('piya-upload-published', { ...detail, video });
    else if (news === 'error') this.#send('piya-upload-error', { ...detail, error: item.error });
    else if (news === 'cancel') this.#send('piya-upload-cancel', detail);
    if (news === 'received') this.#follow();
  }

  #send<Name extends keyof PiyaUploadEventMap>(name: Name, detail: PiyaUploadEventMap[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  async #focusProblem(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}

/** What the file dialog offers: what the server takes, else what a stock PeerTube does. */
function acceptOf(limits: ServiceStatus['limits'] | undefined): string {
  const extensions = limits && limits.extensions.length > 0 ? limits.extensions : acceptedExtensions();
  return ['video/*', 'audio/*', ...extensions.map((extension) => `.${extension.replace(/^\./, '')}`)].join(',');
}
