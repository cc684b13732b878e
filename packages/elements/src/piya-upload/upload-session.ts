import type { PiyakastChannel, ServiceStatus } from '@piyakast/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { followVideos } from './follow-videos.js';
import { type PickedFile, reopenFile } from './intake/pick-files.js';
import type { QueueNews } from './queue/decide-upload.js';
import { openSavedUploads } from './queue/saved-uploads.js';
import type { UploadClient } from './queue/upload-client.js';
import { isHeld, type UploadItem } from './queue/upload-item.js';
import { UploadQueue } from './queue/upload-queue.js';

/** The element that the session works for. */
interface UploadSessionHost extends ReactiveControllerHost {
  readonly isConnected: boolean;
}

/** The files of one element at one server, with what the server says of itself and of them. */
export class UploadSession implements ReactiveController {
  readonly #host: UploadSessionHost;
  readonly #onNews: (news: QueueNews, item: UploadItem) => void;
  #client: UploadClient | undefined;
  #queue: UploadQueue | undefined;
  #connection = new AbortController();
  #following = false;
  #status: ServiceStatus | undefined;
  #channels: readonly PiyakastChannel[] = [];
  /** The client whose channels were asked for. */
  #channelsOf: UploadClient | undefined;

  constructor(host: UploadSessionHost, onNews: (news: QueueNews, item: UploadItem) => void) {
    this.#host = host;
    this.#onNews = onNews;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    if (!this.#queue) return;
    void this.#queue.wake();
    this.#follow();
  }

  hostDisconnected(): void {
    this.#connection.abort();
    this.#following = false;
    // An element that is only moved is connected again by now.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#queue?.suspend();
    });
  }

  get queue(): UploadQueue | undefined {
    return this.#queue;
  }

  get items(): readonly UploadItem[] {
    return this.#queue?.items ?? [];
  }

  /** The service as it was seen last; `undefined` until it answered. */
  get status(): ServiceStatus | undefined {
    return this.#status;
  }

  get channels(): readonly PiyakastChannel[] {
    return this.#channels;
  }

  /**
   * Works with this client from now on; what ran with another one stops and stays resumable.
   *
   * @param server - Its address, under which unfinished uploads are found again.
   */
  async use(client: UploadClient | undefined, server: string): Promise<void> {
    this.#queue?.suspend();
    this.#queue = undefined;
    this.#client = client;
    if (!client) return;
    const saved = await openSavedUploads();
    if (client !== this.#client) return;
    this.#queue = new UploadQueue({ client, saved, server, onNews: (news, item) => this.#take(news, item) });
    this.#host.requestUpdate();
    await Promise.all([this.#queue.restore(), this.#readStatus(client)]);
  }

  /** Adds a file; the answer is its item after it was checked. */
  async add(picked: PickedFile, metadata: Parameters<UploadQueue['add']>[1]): Promise<UploadItem | undefined> {
    void this.#readChannels();
    const item = await this.#queue?.add(picked, metadata);
    const limits = this.#status?.limits;
    return item?.state === 'draft' && limits ? this.#queue?.check(item, limits) : item;
  }

  /** Resumes an unfinished upload whose file the browser may open again, with the person's consent. */
  async resume({ key, handle }: UploadItem): Promise<void> {
    const file = handle && (await reopenFile(handle, true));
    if (file) await this.#queue?.attach(key, file);
    else this.#queue?.handle(key, { type: 'handle-lost' });
  }

  #take(news: QueueNews, item: UploadItem): void {
    this.#host.requestUpdate();
    this.#onNews(news, item);
    if (news === 'received') this.#follow();
  }

  /** Asked with the first file: it needs a sign-in, and an idle element asks for nothing. */
  async #readChannels(): Promise<void> {
    const client = this.#client;
    if (!client || client === this.#channelsOf) return;
    this.#channelsOf = client;
    try {
      const channels = await client.channels.list();
      if (client === this.#client) this.#channels = channels;
    } catch {
      // Without a choice the video goes to the first channel of the account.
      this.#channelsOf = undefined;
    }
    this.#host.requestUpdate();
  }

  async #readStatus(client: UploadClient): Promise<void> {
    try {
      this.#status = await client.status.get();
    } catch {
      // Only a convenience: the server checks every upload itself.
      this.#status = undefined;
    }
    this.#host.requestUpdate();
    this.#follow();
  }

  /** Follows what the server does with the files it has, and when PeerTube comes back. */
  #follow(): void {
    const client = this.#client;
    const { signal } = this.#connection;
    const held = () => this.items.filter(isHeld);
    const isNeeded = held().length > 0 || this.#status?.status === 'degraded';
    if (this.#following || !client || signal.aborted || !isNeeded) return;
    this.#following = true;
    followVideos(client, {
      signal,
      open: () => held().flatMap(({ video, state }) => (video && state !== 'published' ? [video.id] : [])),
      onVideo: (video) => this.#queue?.applyVideo(video),
      onStatus: (status) => {
        this.#status = status;
        this.#host.requestUpdate();
      },
      onEnd: () => {
        this.#following = false;
      },
    });
  }
}
