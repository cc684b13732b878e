import { isPiyaError, PiyakastClient, type PiyakastVideo } from '@piyakast/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { DemoElement } from './demo-element.js';
import { Feed } from './feed.js';
import type { MessageKey } from './messages.js';
import { type Language, nextTheme, readLanguage, readTheme, setLanguage, setTheme, type Theme } from './preferences.js';
import { parseRoute, type Route } from './route.js';
import { forgetSession, readSession, type StoredSession, storeSession, takeTokenFromAddress } from './session.js';
import { pageStyles } from './styles.js';

/** The page: session, address, and which view is shown. */
@customElement('demo-app')
export class DemoApp extends DemoElement {
  static override styles = [
    pageStyles,
    css`
      :host {
        min-height: 100vh;
        background: var(--page);
      }

      main {
        max-width: 80rem;
        margin: 0 auto;
        padding: clamp(1rem, 2.5vw, 2rem) clamp(1rem, 3vw, 2rem) 4rem;
      }

      main:focus {
        outline: none;
      }

      .skip {
        position: absolute;
        inset: 0.5rem auto auto 0.5rem;
        z-index: 1;
        padding: 0.5rem 0.75rem;
        border-radius: 8px;
        background: var(--surface);
        translate: 0 -200%;
      }

      .skip:focus {
        translate: 0;
      }

      @media (min-width: 62rem) {
        .watch {
          grid-template-columns: minmax(0, 7fr) minmax(17rem, 3fr);
          align-items: start;
        }
      }

      .watch {
        display: grid;
        gap: 1.25rem;
      }
    `,
  ];

  #feed: Feed | undefined;
  #page: AbortController | undefined;

  @state() private session: StoredSession | undefined;
  @state() private client: PiyakastClient | undefined;
  @state() private route: Route = { view: 'videos' };
  @state() private checking = false;
  @state() private signInProblem: MessageKey | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#page = new AbortController();
    const { signal } = this.#page;
    this.#useLanguage(readLanguage());
    this.#useTheme(readTheme());
    window.addEventListener('hashchange', () => this.#onAddress(), { signal });
    this.#onAddress();
    if (!this.checking) this.#begin(readSession());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#page?.abort();
    this.#feed?.stop();
  }

  protected override render(): TemplateResult {
    const { text, language, session } = this;
    const feed = this.#feed;
    return html`
      <nav aria-label=${text('skip')}><a class="skip" href="#main" @click=${this.#skip}>${text('skip')}</a></nav>
      <demo-header
        .language=${language}
        .theme=${this.theme}
        .route=${this.route}
        ?owner=${session !== undefined}
        @language=${(event: CustomEvent<Language>) => this.#useLanguage(event.detail)}
        @theme=${() => this.#useTheme(nextTheme(this.theme))}
        @session=${this.#onSession}
      ></demo-header>
      <demo-status
        .language=${language}
        .status=${feed?.status}
        ?lost=${feed?.problem !== undefined}
        ?owner=${session !== undefined}
      ></demo-status>
      <main id="main" tabindex="-1">
        ${this.#renderView()}
      </main>
    `;
  }

  /** The upload keeps running behind every view, so its view is hidden and not taken away. */
  #renderView(): TemplateResult {
    const { language, client, route } = this;
    const feed = this.#feed;
    const owner = this.session !== undefined;
    return html`
      <demo-home
        ?hidden=${route.view !== 'videos'}
        .language=${language}
        .theme=${this.theme}
        .client=${client}
        .videos=${feed?.videos}
        ?owner=${owner}
        ?failed=${feed?.problem !== undefined}
        @retry=${() => void feed?.reload()}
      >
        ${owner ? '' : this.#renderSignIn()}
      </demo-home>
      ${route.view === 'video' ? this.#renderVideo(route.id) : ''}
      ${
        route.view === 'live'
          ? html`<demo-live
              .language=${language}
              .theme=${this.theme}
              .client=${client}
              .streams=${feed?.streams ?? []}
              stream-id=${route.id}
              ?owner=${owner}
            ></demo-live>`
          : ''
      }
    `;
  }

  #renderSignIn(): TemplateResult {
    return html`<demo-sign-in
      .language=${this.language}
      .problem=${this.signInProblem}
      ?busy=${this.checking}
      @sign-in=${(event: CustomEvent<StoredSession>) => void this.#signIn(event.detail)}
    ></demo-sign-in>`;
  }

  #renderVideo(id: string): TemplateResult {
    const { text, language, client } = this;
    const videos = this.#feed?.videos;
    return html`<div class="watch">
      <demo-video
        .language=${language}
        .theme=${this.theme}
        .client=${client}
        .video=${videos?.find((video) => video.id === id)}
        video-id=${id}
        @video-found=${(event: CustomEvent<PiyakastVideo>) => this.#feed?.put(event.detail)}
      ></demo-video>
      <aside class="card stack" aria-labelledby="more">
        <div class="row" style="justify-content: space-between">
          <h2 id="more">${text('more')}</h2>
          <a class="small" href="#/">${text('back')}</a>
        </div>
        <demo-videos .language=${language} .videos=${videos} current=${id} compact></demo-videos>
      </aside>
    </div>`;
  }

  #onAddress(): void {
    const token = takeTokenFromAddress();
    if (token) void this.#signIn({ token, lasting: false });
    this.route = parseRoute(location.hash);
    window.scrollTo(0, 0);
  }

  /** Signs out, or leads to the field for the token. */
  async #onSession(): Promise<void> {
    if (this.session) {
      forgetSession();
      this.#begin(undefined);
      return;
    }
    location.hash = '#/';
    this.route = { view: 'videos' };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('demo-sign-in')?.focus();
  }

  /** Signs in with a token that the server knows. */
  async #signIn(session: StoredSession): Promise<void> {
    this.checking = true;
    this.signInProblem = undefined;
    try {
      await new PiyakastClient({ url: location.origin, token: session.token }).session();
      storeSession(session);
      this.#begin(session);
    } catch (error) {
      const isRefused = isPiyaError(error) && error.status === 401;
      if (!this.client) this.#begin(readSession());
      this.signInProblem = isRefused ? 'signInWrong' : 'signInUnreachable';
    } finally {
      this.checking = false;
    }
  }

  /** Starts again as a user, or as a visitor: what one may see is not what the other may. */
  #begin(session: StoredSession | undefined): void {
    this.#feed?.stop();
    this.session = session;
    const client = new PiyakastClient({ url: location.origin, token: session?.token });
    const feed = new Feed(client);
    feed.addEventListener('change', () => this.requestUpdate());
    this.client = client;
    this.#feed = feed;
    feed.start();
    if (session) void this.#check(client);
  }

  /** A stored token may be of an earlier server; public answers would hide that. */
  async #check(client: PiyakastClient): Promise<void> {
    try {
      await client.session();
    } catch (error) {
      if (client !== this.client || !isPiyaError(error) || error.status !== 401) return;
      forgetSession();
      this.#begin(undefined);
      this.signInProblem = 'sessionEnded';
    }
  }

  #useLanguage(language: Language): void {
    this.language = language;
    setLanguage(language);
  }

  #useTheme(theme: Theme): void {
    this.theme = theme;
    setTheme(theme);
  }

  /** The address belongs to the views, so the link only moves the focus. */
  #skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector('main')?.focus();
  }
}
