import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DemoElement } from './demo-element.js';
import type { MessageKey } from './messages.js';
import type { Language, Theme } from './preferences.js';
import type { Route } from './route.js';
import { pageStyles } from './styles.js';

const THEME_TEXT: Readonly<Record<Theme, MessageKey>> = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' };
const THEME_ICON: Readonly<Record<Theme, string>> = {
  auto: 'M12 3a9 9 0 1 0 0 18zm0 0a9 9 0 0 1 0 18',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M4.9 4.9l1.8 1.8M17.3 17.3l1.8 1.8M4.9 19.1l1.8-1.8M17.3 6.7l1.8-1.8',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5',
};

/** Name, views, language, theme, session. Fires `language`, `theme` and `session`. */
@customElement('demo-header')
export class DemoHeader extends DemoElement {
  static override styles = [
    pageStyles,
    css`
      :host {
        background: var(--surface);
        border-block-end: 1px solid var(--line);
      }

      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 1.25rem;
        max-width: 80rem;
        min-height: 3.75rem;
        margin: 0 auto;
        padding: 0.375rem clamp(1rem, 3vw, 2rem);
      }

      .brand {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--ink);
        font-size: 1.0625rem;
        font-weight: 700;
        letter-spacing: -0.01em;
        text-decoration: none;
      }

      .brand svg {
        width: 1.75rem;
        height: 1.75rem;
        color: var(--accent);
      }

      nav {
        display: flex;
        gap: 0.25rem;
      }

      nav a {
        padding: 0.375rem 0.75rem;
        border-radius: 8px;
        color: var(--muted);
        font-weight: 550;
        text-decoration: none;
      }

      nav a:hover {
        background: var(--raised);
      }

      nav a[aria-current] {
        color: var(--ink);
        background: var(--raised);
      }

      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem;
        margin-inline-start: auto;
      }

      .tools button {
        padding-inline: 0.625rem;
      }

      .tools svg {
        width: 1.25rem;
        height: 1.25rem;
      }

      .languages {
        display: flex;
      }

      .languages [aria-pressed='true'] {
        color: var(--ink);
        font-weight: 680;
      }
    `,
  ];

  @property({ attribute: false }) route: Route = { view: 'videos' };
  @property({ type: Boolean }) owner = false;

  protected override render(): TemplateResult {
    const { text } = this;
    const isLive = this.route.view === 'live';
    return html`<header class="bar">
      <a class="brand" href="#/">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" fill="currentColor" />
          <path d="M12 9.5v13l11-6.5z" fill="var(--on-accent)" />
        </svg>
        PIYAKast
      </a>
      <nav aria-label=${text('navigation')}>
        <a href="#/" aria-current=${isLive ? nothing : 'page'}>${text('videos')}</a>
        <a href="#/live" aria-current=${isLive ? 'page' : nothing}>${text('live')}</a>
      </nav>
      <div class="tools">
        <div class="languages" role="group" aria-label=${text('language')}>
          ${this.#renderLanguage('ko', '한국어')} ${this.#renderLanguage('en', 'English')}
        </div>
        ${this.#renderTheme()}
        <button type="button" class=${this.owner ? 'quiet' : 'primary'} @click=${() => this.#tell('session')}>
          ${text(this.owner ? 'signOut' : 'signIn')}
        </button>
      </div>
    </header>`;
  }

  #renderLanguage(language: Language, label: string): TemplateResult {
    return html`<button
      type="button"
      class="quiet"
      lang=${language}
      aria-pressed=${this.language === language ? 'true' : 'false'}
      @click=${() => this.#tell('language', language)}
    >
      ${label}
    </button>`;
  }

  #renderTheme(): TemplateResult {
    const label = this.text('theme', { theme: this.text(THEME_TEXT[this.theme]) });
    return html`<button type="button" class="quiet" aria-label=${label} title=${label} @click=${() => this.#tell('theme')}>
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" aria-hidden="true">
        <path d=${THEME_ICON[this.theme]} fill=${this.theme === 'auto' ? 'currentColor' : 'none'} fill-opacity="0.5" />
      </svg>
    </button>`;
  }

  #tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
