import type { PiyakastClient, PiyakastStream } from '@piyakast/sdk';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DemoElement } from './demo-element.js';
import { formatAgo } from './format.js';
import type { MessageKey } from './messages.js';
import { liveHref } from './route.js';
import { pageStyles } from './styles.js';

const STATES: Readonly<Record<PiyakastStream['state'], { text: MessageKey; tone: string }>> = {
  waiting: { text: 'waiting', tone: 'warn' },
  live: { text: 'onAir', tone: 'bad' },
  ended: { text: 'ended', tone: '' },
  error: { text: 'error', tone: 'bad' },
};

/** Lives: the setup, what viewers see, and the lives that exist. */
@customElement('demo-live')
export class DemoLive extends DemoElement {
  static override styles = [
    pageStyles,
    css`
      .columns {
        display: grid;
        gap: 1.25rem;
      }

      @media (min-width: 62rem) {
        .columns {
          grid-template-columns: minmax(0, 7fr) minmax(16rem, 3fr);
          align-items: start;
        }
      }

      .frame {
        overflow: hidden;
        border-radius: 10px;
        background: #000;
      }

      .lives {
        display: grid;
        gap: 0.25rem;
      }

      .lives a {
        display: grid;
        gap: 0.125rem;
        padding: 0.5rem 0.625rem;
        border-radius: 10px;
        color: inherit;
        text-decoration: none;
        overflow-wrap: anywhere;
      }

      .lives a:hover,
      .lives a[aria-current] {
        background: var(--raised);
      }

      .lives strong {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) client: PiyakastClient | undefined;
  @property({ attribute: false }) streams: readonly PiyakastStream[] = [];
  @property({ attribute: 'stream-id' }) streamId = '';
  @property({ type: Boolean }) owner = false;

  protected override render(): TemplateResult {
    const { text } = this;
    return html`<div class="columns">
      <div class="stack">
        <div>
          <h1>${text('liveTitle')}</h1>
          <p class="muted">${text(this.owner ? 'liveIntro' : 'liveSignIn')}</p>
        </div>
        ${
          this.owner
            ? html`<div class="card">
                <piya-live-setup
                  lang=${this.language} theme=${this.tagTheme}
                  stream-id=${this.streamId}
                  .client=${this.client}
                  @piya-live-created=${this.#onCreated}
                  @piya-live-removed=${this.#onRemoved}
                ></piya-live-setup>
              </div>`
            : nothing
        }
        ${this.streamId ? this.#renderPreview() : nothing}
      </div>
      <div class="stack">${this.#renderLives()}</div>
    </div>`;
  }

  #renderPreview(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="preview">
      <h2 id="preview">${this.text('preview')}</h2>
      <div class="frame">
        <piya-player
          src="/api/v1/streams/${this.streamId}"
          lang=${this.language} theme=${this.tagTheme}
          .client=${this.client}
          controls
        ></piya-player>
      </div>
    </section>`;
  }

  #renderLives(): TemplateResult {
    const { text, streams } = this;
    return html`<section class="card stack" aria-labelledby="lives">
      <h2 id="lives">${text(this.owner ? 'yourLives' : 'live')}</h2>
      ${
        streams.length === 0
          ? html`<p class="muted">${text('noLives')}</p>`
          : html`<ul class="lives">
              ${streams.map((stream) => this.#renderLive(stream))}
            </ul>`
      }
      ${this.owner && this.streamId ? html`<p><a href=${liveHref()}>${text('newLive')}</a></p>` : nothing}
    </section>`;
  }

  #renderLive(stream: PiyakastStream): TemplateResult {
    const { text } = this;
    const { text: label, tone } = STATES[stream.state];
    return html`<li>
      <a href=${liveHref(stream.id)} aria-current=${stream.id === this.streamId ? 'page' : nothing}>
        <strong>${stream.name}</strong>
        <span class="row small muted">
          <span class="badge ${tone}">${text(label)}</span>
          <span>
            ${
              stream.state === 'live'
                ? text('viewers', { count: stream.viewers })
                : formatAgo(stream.createdAt, this.language)
            }
          </span>
        </span>
      </a>
    </li>`;
  }

  #onCreated(event: CustomEvent<{ stream: PiyakastStream }>): void {
    location.hash = liveHref(event.detail.stream.id);
  }

  #onRemoved(): void {
    location.hash = liveHref();
  }
}
