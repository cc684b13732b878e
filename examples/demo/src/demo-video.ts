import { errorText } from '@piyakast/elements';
import type { PiyakastClient, PiyakastVideo } from '@piyakast/sdk';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DemoElement } from './demo-element.js';
import { formatAgo, formatSize } from './format.js';
import { pageStyles } from './styles.js';
import { hasPeerTubePlayer, isRefused, stateBadge, stateText } from './video-state.js';

/** One video: the player, where it lives now, and what its owner can do. */
@customElement('demo-video')
export class DemoVideo extends DemoElement {
  static override styles = [
    pageStyles,
    css`
      .frame {
        overflow: hidden;
        border-radius: 14px;
        background: #000;
      }

      .choice {
        display: inline-flex;
        padding: 0.1875rem;
        border-radius: 10px;
        background: var(--raised);
      }

      .choice button {
        min-height: 2rem;
        padding: 0.125rem 0.75rem;
        border: 0;
        border-radius: 8px;
        background: none;
        color: var(--muted);
        font-size: 0.875rem;
      }

      .choice [aria-pressed='true'] {
        background: var(--surface);
        color: var(--ink);
        box-shadow: 0 1px 2px rgb(0 0 0 / 16%);
      }

      .head {
        display: grid;
        gap: 0.375rem;
      }

      .description {
        white-space: pre-line;
        overflow-wrap: anywhere;
      }

      .between {
        justify-content: space-between;
        gap: 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) client: PiyakastClient | undefined;
  /** The video as the list has it; kept up to date by the page. */
  @property({ attribute: false }) video: PiyakastVideo | undefined;
  @property({ attribute: 'video-id' }) videoId = '';

  @state() private player: 'piya' | 'peertube' = 'piya';
  /** The server does not show it; the player says why. */
  @state() private unseen = false;
  @state() private copied = false;
  @state() private asking = false;
  @state() private failed = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('videoId') && !changed.has('client')) return;
    this.player = 'piya';
    this.unseen = false;
    this.copied = false;
    this.asking = false;
    this.failed = false;
    void this.#fetch();
  }

  protected override render(): TemplateResult {
    const { text, video } = this;
    return html`<div class="stack">
      <div class="frame">${this.#renderPlayer()}</div>
      ${video ? this.#renderAbout(video) : nothing}
      ${video || this.unseen ? nothing : html`<p class="muted">${text('loading')}</p>`}
    </div>`;
  }

  #renderPlayer(): TemplateResult {
    if (this.player === 'peertube') {
      return html`<piya-embed src=${this.videoId} lang=${this.language} theme=${this.tagTheme} .client=${this.client}></piya-embed>`;
    }
    return html`<piya-player src=${this.videoId} lang=${this.language} theme=${this.tagTheme} .client=${this.client} controls></piya-player>`;
  }

  #renderAbout(video: PiyakastVideo): TemplateResult {
    const { text, language } = this;
    return html`
      <div class="head">
        <h1>${video.name}</h1>
        <p class="row small muted">
          ${stateBadge(video, text)}
          <span>${[formatSize(video.sizeBytes, language), formatAgo(video.createdAt, language), text(video.privacy)].join(' · ')}</span>
        </p>
        <p class="muted" role="status" aria-live="polite">${stateText(video, text)}</p>
        ${video.problem ? this.#renderProblem(video.problem.code) : nothing}
      </div>
      <div class="row between">
        <div class="row">
          <button type="button" @click=${this.#copyLink}>${text(this.copied ? 'linkCopied' : 'copyLink')}</button>
          ${
            video.mine && video.state === 'local'
              ? html`<button type="button" @click=${this.#moveNow}>${text(isRefused(video) ? 'sendAgain' : 'moveNow')}</button>`
              : nothing
          }
          ${video.mine ? this.#renderDelete() : nothing}
        </div>
        ${hasPeerTubePlayer(video) ? this.#renderChoice() : nothing}
      </div>
      ${this.failed ? html`<p class="problem" role="alert">${text('actionFailed')}</p>` : nothing}
      ${video.description ? html`<p class="description">${video.description}</p>` : nothing}
    `;
  }

  #renderProblem(code: string): TemplateResult {
    const { what, next } = errorText(code, this.language);
    return html`<p class="problem" data-code=${code}>${what} ${next}</p>`;
  }

  #renderChoice(): TemplateResult {
    const { text } = this;
    const option = (value: 'piya' | 'peertube', label: string) =>
      html`<button
        type="button"
        aria-pressed=${this.player === value ? 'true' : 'false'}
        @click=${() => {
          this.player = value;
        }}
      >
        ${label}
      </button>`;
    return html`<div class="row">
      <span class="small muted">${text('playerChoice')}</span>
      <div class="choice" role="group" aria-label=${text('playerChoice')}>
        ${option('piya', text('ownPlayer'))} ${option('peertube', text('peertubePlayer'))}
      </div>
    </div>`;
  }

  #renderDelete(): TemplateResult {
    const { text } = this;
    const ask = (asking: boolean) => () => {
      this.asking = asking;
    };
    if (!this.asking) return html`<button type="button" class="quiet" @click=${ask(true)}>${text('delete')}</button>`;
    return html`<span>${text('deleteQuestion')}</span>
      <button type="button" class="danger" @click=${this.#delete}>${text('delete')}</button>
      <button type="button" class="quiet" @click=${ask(false)}>${text('keep')}</button>`;
  }

  /** The list may not hold it: an old one, or one that is open only to those with the link. */
  async #fetch(): Promise<void> {
    const { client, videoId } = this;
    if (!client || !videoId || this.video?.id === videoId) return;
    try {
      const video = await client.videos.get(videoId);
      if (videoId === this.videoId) this.#tell('video-found', video);
    } catch {
      // Private, gone, or the server is away: the player asks the same and shows the reason.
      this.unseen = videoId === this.videoId;
    }
  }

  async #copyLink(): Promise<void> {
    await this.#try(() => navigator.clipboard.writeText(location.href));
    this.copied = !this.failed;
  }

  async #moveNow(): Promise<void> {
    await this.#try(async () => {
      const video = await this.client?.videos.retry(this.videoId);
      if (video) this.#tell('video-found', video);
    });
  }

  async #delete(): Promise<void> {
    this.asking = false;
    await this.#try(async () => this.client?.videos.delete(this.videoId));
    if (!this.failed) location.hash = '#/';
  }

  async #try(action: () => Promise<unknown>): Promise<void> {
    this.failed = false;
    try {
      await action();
    } catch {
      // Shown in the page; nothing changed.
      this.failed = true;
    }
  }

  #tell(name: string, video: PiyakastVideo): void {
    this.dispatchEvent(new CustomEvent(name, { detail: video }));
  }
}
