import type { PiyakastEvent, ServiceStatus } from '@piyakast/sdk';

/** The part of a PiyakastClient that hears what changes at the server. */
export interface EventClient {
  readonly events: { listen(options?: { signal?: AbortSignal }): AsyncIterable<PiyakastEvent> };
}

/** Called with each event. */
export type Listener = (event: PiyakastEvent) => void;

/** Options of {@link listenToEvents}. */
export interface ListenOptions {
  signal: AbortSignal;
  /** The server refused the connection for good; nothing more will come. */
  onError?: (error: unknown) => void;
}

/**
 * One connection for all listeners of a client: a browser allows six to a server over HTTP/1.1, and every element that
 * held its own would starve the uploads and the player.
 */
class EventFeed {
  readonly #listeners = new Map<Listener, ListenOptions['onError']>();
  readonly #connection = new AbortController();
  #status: ServiceStatus | undefined;

  /** Whether it still listens; an ended feed is replaced by a new one. */
  get open(): boolean {
    return !this.#connection.signal.aborted;
  }

  add(listener: Listener, { signal, onError }: ListenOptions): void {
    this.#listeners.set(listener, onError);
    // The server greets a new connection with its status; a late listener is greeted by the feed.
    if (this.#status) listener({ type: 'status', status: this.#status });
    signal.addEventListener('abort', () => this.#remove(listener), { once: true });
  }

  async run(client: EventClient): Promise<void> {
    const { signal } = this.#connection;
    try {
      for await (const event of client.events.listen({ signal })) {
        if (event.type === 'status') this.#status = event.status;
        for (const listener of [...this.#listeners.keys()]) listener(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      for (const onError of [...this.#listeners.values()]) onError?.(error);
    } finally {
      this.#connection.abort();
    }
  }

  #remove(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) this.#connection.abort();
  }
}

const feeds = new WeakMap<EventClient, EventFeed>();

/**
 * Calls the listener with every event of the server until the signal aborts. All listeners of one client share one
 * connection; the first event is the service's status.
 */
export function listenToEvents(client: EventClient, listener: Listener, options: ListenOptions): void {
  if (options.signal.aborted) return;
  let feed = feeds.get(client);
  if (feed?.open) {
    feed.add(listener, options);
    return;
  }
  feed = new EventFeed();
  feeds.set(client, feed);
  feed.add(listener, options);
  void feed.run(client);
}
