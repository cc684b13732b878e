import type { VideoMetadata } from '@piyakast/sdk';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type MessageValues, message } from '../i18n/i18n.js';
import { PageSurface } from '../internal/page-surface.js';
import { ServerElement } from '../internal/server-element.js';
import { VERSION } from '../internal/version.js';
import { formStyles } from '../styles/form.styles.js';
import { base, tokens } from '../styles/tokens.styles.js';
import { FileIntake } from './intake/file-intake.js';
import type { PickedFile } from './intake/pick-files.js';
import { type UploadMessage, uploadMessages } from './messages.js';
import type { QueueNews } from './queue/decide-upload.js';
import type { UploadClient } from './queue/upload-client.js';
import type { UploadItem } from './queue/upload-item.js';
import { uploadEvent } from './upload-events.js';
import { UploadSession } from './upload-session.js';
import { Announcer } from './view/announcer.js';
import { dropZone } from './view/drop-zone.js';
import { uploadStyles } from './view/piya-upload.styles.js';
import type { RowAction } from './view/row-actions.js';
import { serviceNotice } from './view/service-notice.js';
import { uploadRow } from './view/upload-row.js';

/**
 * Uploads videos to a PIYAKast server: several files, pause, retry, and resuming after a reload.
 *
 * @tagname piya-upload
 * @summary Drop zone, details form and progress list for video uploads.
 * @slot - Shown in the drop zone, below the button; for example a link to a sample clip.
 * @slot form-{key} - The page's own form for the draft with this key, in place of ours; see `editDraft()`.
 * @fires piya-upload-draft - A file was added and waits for its details. Detail: `UploadDraftDetail`.
 * @fires piya-upload-start - An upload begins. Detail: `UploadStartDetail`.
 * @fires piya-upload-progress - The server confirmed bytes, or the phase changed. Detail: `UploadProgressDetail`.
 * @fires piya-upload-received - The server holds every byte and the video plays. Detail: `UploadVideoDetail`.
 * @fires piya-upload-published - The video is on PeerTube. Detail: `UploadVideoDetail`.
 * @fires piya-upload-error - An upload stopped. Detail: `UploadErrorDetail`.
 * @fires piya-upload-cancel - An upload was cancelled by the person. Detail: `UploadEventDetail`.
 * @csspart drop - The drop zone.
 * @csspart list - The list of files.
 * @csspart status - The notice that PeerTube cannot be reached.
 */
export class PiyaUpload extends ServerElement<UploadClient> {
  static readonly version = VERSION;
  /** Changed from outside by custom properties and parts. */
  static override styles = [tokens, base, formStyles, uploadStyles];

  readonly #surface = new PageSurface(this);
  readonly #announcer = new Announcer();
  readonly #session = new UploadSession(this, (news, item) => this.#onNews(news, item));
  readonly #intake = new FileIntake(this, {
    onFiles: (files, key) => void this.#take(files, key),
    input: () => this.fileInput,
  });

  @query('input[type="file"]') private readonly fileInput: HTMLInputElement | undefined;

  @state() private said = '';

  /** Starts each file at once, with `metadata` and a title made from its name, instead of showing the form. */
  @property({ type: Boolean, attribute: 'without-form' }) withoutForm = false;

  /** Filled into the form of each new file, or sent as it is with `without-form`. */
  @property({ attribute: false }) metadata: Partial<VideoMetadata> = {};

  protected override updated(changed: PropertyValues): void {
    if (!this.clientChanged(changed)) return;
    const server = this.server === '' ? location.origin : new URL(this.server, document.baseURI).href;
    void this.#session.use(this.activeClient, server);
  }

  /**
   * Adds files, as if the person had chosen them.
   *
   * @param files - Drafts to fill in; with `without-form` they start at once.
   */
  async addFiles(files: Iterable<File>): Promise<void> {
    await this.#take([...files].map((file) => ({ file })));
  }

  /**
   * Changes the details of a draft, for a page that puts its own form into the slot `form-{key}`.
   *
   * @param key - The key in `piya-upload-draft`.
   */
  editDraft(key: string, change: Partial<VideoMetadata>): void {
    this.#session.queue?.handle(key, { type: 'edited', change });
  }

  /** Starts every draft whose details are right. */
  startAll(): void {
    const started = this.#drafts.map(({ key }) => this.#session.queue?.handle(key, { type: 'start' }));
    if (started.some((item) => item?.state === 'draft')) void this.#focusProblem();
  }

  protected override render(): TemplateResult {
    if (!this.activeClient) return html`<p class="notice">${this.#text('noServer')}</p>`;
    const { items, status } = this.#session;
    const language = this.language;
    const text = (key: UploadMessage, values?: MessageValues) => this.#text(key, values);
    const { onDragOver, onDragLeave, onDrop } = this.#intake;
    return html`<section
      class="panel ${this.#surface.classes}"
      aria-label=${text('region')}
      @dragenter=${onDragOver}
      @dragover=${onDragOver}
      @dragleave=${onDragLeave}
      @drop=${onDrop}
    >
      ${serviceNotice(status, text)}
      ${dropZone({ language, text, intake: this.#intake, limits: status?.limits, small: items.length > 0 })}
      ${items.length === 0 ? nothing : this.#renderList(items)} ${this.#renderStart()}
      <p class="visually-hidden" role="status" aria-live="polite" data-said>${this.said}</p>
    </section>`;
  }

  #renderList(items: readonly UploadItem[]): TemplateResult {
    const context = {
      language: this.language,
      text: (key: UploadMessage, values?: MessageValues) => this.#text(key, values),
      channels: this.#session.channels,
      onEdit: ({ key }: UploadItem, change: Partial<VideoMetadata>) =>
        this.#session.queue?.handle(key, { type: 'edited', change }),
      onAction: (action: RowAction, item: UploadItem) => void this.#act(action, item),
    };
    return html`<ul part="list" aria-label=${this.#text('list')}>
      ${repeat(
        items,
        ({ key }) => key,
        (item) => uploadRow(item, context),
      )}
    </ul>`;
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
    return this.#session.items.filter((item) => item.state === 'draft');
  }

  #text(key: UploadMessage, values?: MessageValues): string {
    return message(this, uploadMessages, key, values);
  }

  /** Takes new files, or the file of the unfinished upload with this key. */
  async #take(files: readonly PickedFile[], key?: string): Promise<void> {
    const [first] = files;
    if (key !== undefined && first) await this.#session.queue?.attach(key, first.file);
    else for (const picked of files) await this.#add(picked);
  }

  async #add(picked: PickedFile): Promise<void> {
    const item = await this.#session.add(picked, this.metadata);
    if (item?.state === 'draft' && this.withoutForm) this.#session.queue?.handle(item.key, { type: 'start' });
  }

  async #act(action: RowAction, item: UploadItem): Promise<void> {
    if (action === 'choose-again') await this.#intake.choose(item.key);
    else if (action === 'continue') await this.#session.resume(item);
    else this.#session.queue?.handle(item.key, { type: action });
  }

  #onNews(news: QueueNews, item: UploadItem): void {
    const sentence = this.#announcer.say(news, item, (key, values) => this.#text(key, values), this.language);
    if (sentence) this.said = sentence;
    const event = uploadEvent(news, item);
    if (event) this.dispatchEvent(event);
  }

  async #focusProblem(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}
