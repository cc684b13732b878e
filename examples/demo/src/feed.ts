import { listenToEvents } from '@piyakast/elements';
import {
  isPiyaError,
  type PiyakastClient,
  type PiyakastEvent,
  type PiyakastStream,
  type PiyakastVideo,
  type ServiceStatus,
} from '@piyakast/sdk';

const PAGE_SIZE = 50;

/** What the page shows of the server, kept up to date by its events. */
export class Feed extends EventTarget {
  readonly #client: PiyakastClient;
  readonly #end = new AbortController();
  #videos: readonly PiyakastVideo[] | undefined;
  #streams: readonly PiyakastStream[] = [];
  #status: ServiceStatus | undefined;
  #problem: unknown;

  constructor(client: PiyakastClient) {
    super();
    this.#client = client;
  }

  /** Newest first; `undefined` until the first answer. */
  get videos(): readonly PiyakastVideo[] | undefined {
    return this.#videos;
  }

  get streams(): readonly PiyakastStream[] {
    return this.#streams;
  }

  get status(): ServiceStatus | undefined {
    return this.#status;
  }

  /** Why the list or the events do not come. */
  get problem(): unknown {
    return this.#problem;
  }

  /** The token is not, or no longer, one of this server. */
  get refused(): boolean {
    return isPiyaError(this.#problem) && this.#problem.code.startsWith('auth/');
  }

  /** Begins to listen; the first event is the status, and with it the lists are read. */
  start(): void {
    void this.reload();
    listenToEvents(this.#client, (event) => this.#take(event), {
      signal: this.#end.signal,
      onError: (error) => this.#fail(error),
    });
  }

  stop(): void {
    this.#end.abort();
  }

  /** Reads both lists anew. */
  async reload(): Promise<void> {
    const { signal } = this.#end;
    try {
      const [videos, streams, status] = await Promise.all([
        this.#client.videos.list({ count: PAGE_SIZE, signal }),
        this.#client.streams.list({ count: PAGE_SIZE, signal }),
        this.#client.status.get({ signal }),
      ]);
      this.#videos = videos.data;
      this.#streams = streams.data;
      this.#status = status;
      this.#problem = undefined;
      this.#changed();
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /** Puts in a video that a call just answered with. */
  put(video: PiyakastVideo): void {
    this.#videos = withItem(this.#videos ?? [], video);
    this.#changed();
  }

  #take(event: PiyakastEvent): void {
    if (event.type === 'video') this.#videos = withItem(this.#videos ?? [], event.video);
    else if (event.type === 'video-deleted') this.#videos = without(this.#videos ?? [], event.id);
    else if (event.type === 'stream') this.#streams = withItem(this.#streams, event.stream);
    else if (event.type === 'stream-deleted') this.#streams = without(this.#streams, event.id);
    else this.#takeStatus(event.status);
    this.#changed();
  }

  #takeStatus(status: ServiceStatus): void {
    const isFirst = this.#status === undefined;
    this.#status = status;
    // A new connection begins with the status: what changed while there was none is in the lists.
    if (!isFirst) void this.reload();
  }

  #fail(error: unknown): void {
    this.#problem = error;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

interface Item {
  id: string;
  createdAt: string;
}

function withItem<Kind extends Item>(items: readonly Kind[], item: Kind): readonly Kind[] {
  if (items.some(({ id }) => id === item.id)) return items.map((other) => (other.id === item.id ? item : other));
  return [item, ...items].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

const without = <Kind extends Item>(items: readonly Kind[], gone: string): readonly Kind[] =>
  items.filter(({ id }) => id !== gone);
