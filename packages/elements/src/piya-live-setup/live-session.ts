import type { PiyakastEvent, PiyakastStream, ServiceStatus, StreamCredentials, StreamRequest } from '@piyakast/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { listenToEvents } from '../internal/event-feed.js';
import type { LiveClient } from './live-client.js';

/** What runs at the server for the element. */
export type LiveTask = 'creating' | 'loading' | 'rotating';

/** What the session reports to its element. */
export interface LiveSessionOptions {
  onCreated: (stream: PiyakastStream) => void;
  /** Something that can be seen changed; `before` is `undefined` for the first look. */
  onChanged: (stream: PiyakastStream, before: PiyakastStream | undefined) => void;
  onCredentials: (credentials: StreamCredentials | undefined) => void;
  onGone: (id: string) => void;
  onError: (error: unknown) => void;
}

/** One live at the server: made or opened, followed, given another key, removed. */
export class LiveSession implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: LiveSessionOptions;
  #client: LiveClient | undefined;
  #connection = new AbortController();
  #stream: PiyakastStream | undefined;
  #task: LiveTask | undefined;
  #failure: unknown;
  #offers: ServiceStatus['live'] = null;

  constructor(host: ReactiveControllerHost, options: LiveSessionOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#connection.abort();
  }

  get stream(): PiyakastStream | undefined {
    return this.#stream;
  }

  get task(): LiveTask | undefined {
    return this.#task;
  }

  /** What went wrong last. */
  get failure(): unknown {
    return this.#failure;
  }

  /** What the instance lets a live have; `null` while unknown. */
  get offers(): ServiceStatus['live'] {
    return this.#offers;
  }

  /** Begins anew: with the live of this id, or without one. */
  open(client: LiveClient | undefined, id: string): void {
    this.#connection.abort();
    this.#connection = new AbortController();
    this.#client = client;
    this.#stream = undefined;
    this.#task = undefined;
    this.#failure = undefined;
    this.#options.onCredentials(undefined);
    this.#host.requestUpdate();
    if (!client) return;
    if (id) void this.#load(client, id);
    else void this.#readOffers(client);
  }

  create(request: StreamRequest): Promise<void> {
    return this.#run('creating', async (client, signal) => {
      const stream = await client.streams.create(request, { signal });
      if (signal.aborted) return;
      this.#stream = stream;
      this.#options.onCreated(stream);
      this.#listen(client, signal);
      await this.#readCredentials(client, stream.id, signal);
    });
  }

  /** Gives the live another key; the old one stops working. */
  rotateKey(): Promise<void> {
    return this.#run('rotating', async (client, signal) => {
      const id = this.#stream?.id;
      if (!id) return;
      const stream = await client.streams.rotateKey(id, { signal });
      if (!signal.aborted) this.#take(stream);
      await this.#readCredentials(client, id, signal);
    });
  }

  async remove(): Promise<void> {
    const id = this.#stream?.id;
    if (!this.#client || !id) return;
    try {
      await this.#client.streams.delete(id);
      // The server's event may have said so already.
      if (this.#stream?.id === id) this.#options.onGone(id);
    } catch (error) {
      this.#fail(error);
    }
  }

  #load(client: LiveClient, id: string): Promise<void> {
    return this.#run('loading', async (_, signal) => {
      const stream = await client.streams.get(id, { signal });
      if (stream.mine) await this.#readCredentials(client, id, signal);
      if (signal.aborted) return;
      this.#stream = stream;
      this.#listen(client, signal);
    });
  }

  async #run(task: LiveTask, work: (client: LiveClient, signal: AbortSignal) => Promise<void>): Promise<void> {
    const client = this.#client;
    if (!client || this.#task) return;
    const { signal } = this.#connection;
    this.#task = task;
    this.#failure = undefined;
    this.#host.requestUpdate();
    try {
      await work(client, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      if (!signal.aborted) this.#task = undefined;
      this.#host.requestUpdate();
    }
  }

  async #readCredentials(client: LiveClient, id: string, signal: AbortSignal): Promise<void> {
    const credentials = await client.streams.credentials(id, { signal });
    if (!signal.aborted) this.#options.onCredentials(credentials);
  }

  async #readOffers(client: LiveClient): Promise<void> {
    try {
      const { live } = await client.status.get();
      if (client === this.#client) this.#offers = live;
    } catch {
      // Only a convenience: the server refuses what the instance does not have.
      this.#offers = null;
    }
    this.#host.requestUpdate();
  }

  #listen(client: LiveClient, signal: AbortSignal): void {
    const onEvent = (event: PiyakastEvent) => this.#onServerEvent(event, client, signal);
    listenToEvents(client, onEvent, { signal, onError: (error) => this.#fail(error) });
  }

  #onServerEvent(event: PiyakastEvent, client: LiveClient, signal: AbortSignal): void {
    const id = this.#stream?.id ?? '';
    if (event.type === 'stream' && event.stream.id === id) this.#take(event.stream);
    else if (event.type === 'stream-deleted' && event.id === id) this.#options.onGone(id);
    else if (event.type === 'status') void this.#catchUp(client, id, signal);
  }

  /** A connection begins with the status: what happened before it came is asked for. */
  async #catchUp(client: LiveClient, id: string, signal: AbortSignal): Promise<void> {
    try {
      const stream = await client.streams.get(id, { signal });
      if (!signal.aborted) this.#take(stream);
    } catch (error) {
      if (!signal.aborted) this.#options.onError(error);
    }
  }

  #take(stream: PiyakastStream): void {
    const before = this.#stream;
    this.#stream = stream;
    this.#host.requestUpdate();
    if (before && JSON.stringify(before) === JSON.stringify(stream)) return;
    this.#options.onChanged(stream, before);
  }

  #fail(error: unknown): void {
    this.#failure = error;
    this.#host.requestUpdate();
    this.#options.onError(error);
  }
}
