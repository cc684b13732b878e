import type { PiyaUpload } from '@piyakast/elements';
import type { PiyakastClient, PiyakastVideo } from '@piyakast/sdk';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { DemoElement } from './demo-element.js';
import { videoHref, videoIdOf } from './route.js';
import { sampleClip } from './sample-clip.js';
import { pageStyles } from './styles.js';

/** The first view: upload beside the list; for strangers the list beside the sign-in that the page puts into the slot. */
@customElement('demo-home')
export class DemoHome extends DemoElement {
  static override styles = [
    pageStyles,
    css`
      .columns {
        display: grid;
        gap: 1.25rem;
      }

      @media (min-width: 60rem) {
        .columns {
          grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
          align-items: start;
        }

        :host(:not([owner])) .columns {
          grid-template-columns: minmax(0, 7fr) minmax(0, 4fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) client: PiyakastClient | undefined;
  @property({ attribute: false }) videos: readonly PiyakastVideo[] | undefined;
  @property({ type: Boolean, reflect: true }) owner = false;
  @property({ type: Boolean }) failed = false;

  @query('piya-upload') private readonly upload: PiyaUpload | undefined;
  @state() private making = false;
  @state() private sampleFailed = false;

  protected override render(): TemplateResult {
    const { text } = this;
    if (!this.owner) {
      return html`<div class="columns">
        <div class="stack">
          <div>
            <h1>${text('welcome')}</h1>
            <p class="muted">${text('welcomeText')}</p>
          </div>
          ${this.#renderList('publicVideos')}
        </div>
        <div class="card"><slot></slot></div>
      </div>`;
    }
    return html`<div class="columns">
      <section class="card stack" aria-labelledby="upload">
        <h1 id="upload">${text('upload')}</h1>
        <piya-upload lang=${this.language} theme=${this.tagTheme} .client=${this.client} @click=${this.#onUploadClick}>
          <button type="button" id="sample" ?disabled=${this.making} @click=${this.#useSample}>
            ${text(this.making ? 'sampleRecording' : 'sample')}
          </button>
        </piya-upload>
        ${this.sampleFailed ? html`<p class="problem" role="alert">${text('sampleFailed')}</p>` : nothing}
      </section>
      ${this.#renderList('yourVideos')}
    </div>`;
  }

  #renderList(title: 'yourVideos' | 'publicVideos'): TemplateResult {
    return html`<section class="card stack" aria-labelledby="list">
      <h2 id="list">${this.text(title)}</h2>
      <demo-videos
        .language=${this.language}
        .videos=${this.videos}
        ?owner=${this.owner}
        ?failed=${this.failed}
        @retry=${() => this.dispatchEvent(new Event('retry'))}
      ></demo-videos>
    </section>`;
  }

  async #useSample(): Promise<void> {
    this.making = true;
    this.sampleFailed = false;
    try {
      await this.upload?.addFiles([await sampleClip(this.text('sampleName'))]);
    } catch {
      // Said in the page: a browser that cannot record still can upload.
      this.sampleFailed = true;
    } finally {
      this.making = false;
    }
  }

  /** "Watch" leads to the server's address of the video; in this page it is a view. */
  #onUploadClick(event: MouseEvent): void {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    const id = link && videoIdOf(link.href);
    if (!id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.hash = videoHref(id);
  }
}
