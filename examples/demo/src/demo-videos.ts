import type { PiyakastVideo } from '@piyakast/sdk';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DemoElement } from './demo-element.js';
import { formatAgo, formatClock, formatSize } from './format.js';
import { videoHref } from './route.js';
import { pageStyles } from './styles.js';
import { stateBadge } from './video-state.js';

/** A hue from an id, so that a video without a picture still has its own look. */
function hueOf(id: string): number {
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + letter.charCodeAt(0)) % 360;
  return hash;
}

/** The list of videos: name, size, age, and where each lives now. */
@customElement('demo-videos')
export class DemoVideos extends DemoElement {
  static override styles = [
    pageStyles,
    css`
      ul {
        display: grid;
        gap: 0.25rem;
      }

      a {
        display: grid;
        grid-template-columns: 6.5rem minmax(0, 1fr);
        align-items: center;
        gap: 0.875rem;
        padding: 0.5rem;
        border-radius: 10px;
        color: inherit;
        text-decoration: none;
      }

      a:hover,
      a[aria-current] {
        background: var(--raised);
      }

      .tile {
        position: relative;
        display: grid;
        place-items: center;
        aspect-ratio: 16 / 9;
        border-radius: 8px;
        background: linear-gradient(
          140deg,
          light-dark(hsl(var(--hue) 42% 62%), hsl(var(--hue) 32% 34%)),
          light-dark(hsl(calc(var(--hue) + 50) 48% 48%), hsl(calc(var(--hue) + 50) 38% 22%))
        );
      }

      .tile svg {
        width: 1.5rem;
        height: 1.5rem;
        fill: rgb(255 255 255 / 92%);
      }

      .duration {
        position: absolute;
        inset: auto 0.25rem 0.25rem auto;
        padding: 0 0.3125rem;
        border-radius: 4px;
        background: rgb(0 0 0 / 72%);
        color: #fff;
        font-size: 0.75rem;
        font-variant-numeric: tabular-nums;
      }

      .facts {
        display: grid;
        gap: 0.125rem;
        min-width: 0;
      }

      .name {
        overflow: hidden;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        font-weight: 600;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }

      .about {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.5rem;
      }

      .about span:not(:last-child)::after {
        content: '·';
        margin-inline-start: 0.5rem;
      }

      .empty {
        padding: 2rem 1rem;
        text-align: center;
      }

      :host([compact]) a {
        grid-template-columns: 5rem minmax(0, 1fr);
      }

      /* No room for a sign beside the duration. */
      :host([compact]) svg {
        display: none;
      }

      @media (max-width: 26rem) {
        svg {
          display: none;
        }

        a {
          grid-template-columns: 4.5rem minmax(0, 1fr);
          gap: 0.625rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) videos: readonly PiyakastVideo[] | undefined;
  @property() current = '';
  @property({ type: Boolean }) owner = false;
  @property({ type: Boolean }) failed = false;
  @property({ type: Boolean, reflect: true }) compact = false;

  protected override render(): TemplateResult {
    const { videos, text } = this;
    if (!videos) {
      if (!this.failed) return html`<p class="empty muted">${text('loading')}</p>`;
      return html`<div class="empty stack">
        <p>${text('listFailed')}</p>
        <p><button type="button" @click=${() => this.dispatchEvent(new Event('retry'))}>${text('retry')}</button></p>
      </div>`;
    }
    if (videos.length === 0) {
      return html`<div class="empty">
        <p><strong>${text('empty')}</strong></p>
        <p class="muted">${text(this.owner ? 'emptyOwner' : 'emptyPublic')}</p>
      </div>`;
    }
    return html`<ul>
      ${repeat(
        videos,
        ({ id }) => id,
        (video) => this.#renderVideo(video),
      )}
    </ul>`;
  }

  #renderVideo(video: PiyakastVideo): TemplateResult {
    const { text, language } = this;
    return html`<li>
      <a href=${videoHref(video.id)} data-id=${video.id} aria-current=${video.id === this.current ? 'page' : nothing}>
        <span class="tile" style="--hue: ${hueOf(video.id)}">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5.2v13.6a1 1 0 0 0 1.5.9l11-6.8a1 1 0 0 0 0-1.8l-11-6.8a1 1 0 0 0-1.5.9Z" /></svg>
          ${video.duration === null ? nothing : html`<span class="duration">${formatClock(video.duration)}</span>`}
        </span>
        <span class="facts">
          <span class="name">${video.name}</span>
          <span class="about muted small">
            <span>${formatSize(video.sizeBytes, language)}</span>
            <span>${formatAgo(video.createdAt, language)}</span>
            ${video.privacy === 'public' ? nothing : html`<span>${text(video.privacy)}</span>`}
          </span>
          <span>${stateBadge(video, text)}</span>
        </span>
      </a>
    </li>`;
  }
}
