import type { EmbedApi } from './embed-api.js';
import { type EmbedConnection, type OpenEmbedRequest, openEmbed } from './embed-connection.js';

export type EmbedLinkOptions = Omit<OpenEmbedRequest, 'url' | 'signal'>;

/**
 * The link to PeerTube's player: closed, opening or open. A frame is never led to another address, so opening anew
 * closes the one before.
 */
export class EmbedLink {
  readonly #options: EmbedLinkOptions;
  readonly #life = new AbortController();
  #connection: EmbedConnection | undefined;

  constructor(options: EmbedLinkOptions) {
    this.#options = options;
  }

  /** Aborted when the link is closed for good. */
  get signal(): AbortSignal {
    return this.#life.signal;
  }

  /** @throws DOMException `InvalidStateError` while it is not open. */
  get api(): EmbedApi {
    if (this.#connection === undefined) throw new DOMException('The embedded player is not open.', 'InvalidStateError');
    return this.#connection.api;
  }

  /** Opens the player at a position in whole seconds. */
  async open(address: string, position: number, loadSignal?: AbortSignal): Promise<void> {
    this.#close();
    const signal = loadSignal ? AbortSignal.any([loadSignal, this.#life.signal]) : this.#life.signal;
    const url = new URL(address);
    if (position >= 1) url.searchParams.set('start', String(Math.floor(position)));
    const connection = await openEmbed({ ...this.#options, url, signal });
    if (signal.aborted) connection.close();
    signal.throwIfAborted();
    this.#connection = connection;
  }

  /**
   * Calls the player when it is open. An older embed answers `method_not_found`, one without a loaded video an error's
   * name; neither stops playing.
   */
  send(call: (api: EmbedApi) => Promise<unknown>): void {
    if (this.#connection === undefined) return;
    call(this.#connection.api).catch((reason: unknown) =>
      console.debug('piya: the embedded player refused a call:', reason),
    );
  }

  destroy(): void {
    this.#life.abort();
    this.#close();
  }

  #close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }
}
