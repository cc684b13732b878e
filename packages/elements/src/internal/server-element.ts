import { PiyakastClient, type PiyakastToken } from '@piyakast/sdk';
import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { type Language, languageOf } from '../i18n/i18n.js';

/** An element that works with a PIYAKast server, through its own client or one that the page gives. */
export abstract class ServerElement<Client> extends LitElement {
  /** Address of the PIYAKast server; relative ones start from the page. */
  @property() server = '';

  /** A client that the page already has; takes the place of `server` and `token`. */
  @property({ attribute: false }) client: Client | undefined;

  /** Who asks. A property only: a token has no place in markup. */
  @property({ attribute: false }) token: PiyakastToken | undefined;

  #made: { server: string; client: PiyakastClient } | undefined;

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit collects the attributes of the class that is asked, through `super`.
    return [...super.observedAttributes, 'lang'];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang') this.requestUpdate();
  }

  protected get language(): Language {
    return languageOf(this);
  }

  /** The client in use; `undefined` while neither `client` nor `server` is set. */
  protected get activeClient(): Client | undefined {
    if (this.client) return this.client;
    if (!this.server) return undefined;
    if (this.#made?.server !== this.server) {
      const url = new URL(this.server, document.baseURI).href;
      this.#made = { server: this.server, client: new PiyakastClient({ url, token: () => this.#currentToken() }) };
    }
    // The class has every member that the narrow interface of an element asks for.
    return this.#made.client as unknown as Client;
  }

  /** Whether a change makes another client the active one. */
  protected clientChanged(changed: PropertyValues): boolean {
    return changed.has('client') || changed.has('server');
  }

  async #currentToken(): Promise<string | undefined> {
    return typeof this.token === 'function' ? this.token() : this.token;
  }
}
