import type { PiyakastVideo, ServiceStatus, Upload, VideoMetadata } from '@piyakast/sdk';
import type { PickedFile } from '../intake/pick-files.js';
import { reopenFile } from '../intake/pick-files.js';
import { checkFile } from './check-file.js';
import { Claims } from './claim.js';
import { decideUpload, nextToSend, type QueueNews, type UploadEffect, type UploadEvent } from './decide-upload.js';
import { identityOf, sameFile, titleOf } from './file-identity.js';
import { inspectFile } from './inspect-file.js';
import type { SavedUploads } from './saved-uploads.js';
import type { UploadClient } from './upload-client.js';
import { isRunning, newItem, type UploadItem } from './upload-item.js';

/** What the queue works with. */
export interface UploadQueueOptions {
  client: UploadClient;
  saved: SavedUploads;
  /** Names the server, so that its unfinished uploads are found again. */
  server: string;
  onNews: (news: QueueNews, item: UploadItem) => void;
}

/** The files of one element: does what {@link decideUpload} says, and keeps enough to resume after a reload. */
export class UploadQueue {
  readonly #options: UploadQueueOptions;
  readonly #uploads = new Map<string, Upload<PiyakastVideo>>();
  readonly #claims = new Claims();
  /** Ends what only looks. */
  #life = new AbortController();
  #items: readonly UploadItem[] = [];
  #suspended = false;

  constructor(options: UploadQueueOptions) {
    this.#options = options;
  }

  get items(): readonly UploadItem[] {
    return this.#items;
  }

  find(key: string): UploadItem | undefined {
    return this.#items.find((item) => item.key === key);
  }

  /** Takes an event of an item. @returns The item after it; `undefined` when it has left the list. */
  handle(key: string, event: UploadEvent): UploadItem | undefined {
    const before = this.find(key);
    if (!before) return undefined;
    const { item, news, effects } = decideUpload(before, event);
    this.#items = this.#items.flatMap((other) => (other !== before ? [other] : item ? [item] : []));
    for (const one of news) this.#options.onNews(one, item ?? before);
    for (const effect of effects) this.#run(effect, item ?? before);
    this.#next();
    return this.find(key);
  }

  /** Restores what an earlier page left unfinished; resumes at once where the file may be read. */
  async restore(): Promise<void> {
    const { saved, server } = this.#options;
    for (const { key, file: identity, metadata, handle } of await saved.list(server)) {
      if (this.find(key) || !(await this.#claims.take(key))) continue;
      this.#add(newItem({ key, identity, metadata, handle, file: undefined, state: 'needs-file' }));
      const file = handle && (await reopenFile(handle, false));
      if (file) await this.attach(key, file);
    }
  }

  /** Adds a file as a draft, or gives it to the unfinished upload that waits for exactly this file. */
  async add({ file, handle }: PickedFile, metadata: Partial<VideoMetadata>): Promise<UploadItem | undefined> {
    const identity = identityOf(file);
    const waiting = this.#items.find((item) => item.state === 'needs-file' && sameFile(item.identity, identity));
    if (waiting) return this.attach(waiting.key, file);
    const details = { name: titleOf(file.name), ...metadata };
    const item = this.#add(newItem({ key: newKey(), identity, metadata: details, file, handle, state: 'draft' }));
    void this.#inspect(item.key, file);
    return item;
  }

  /** Refuses a draft that the server would refuse, before its first byte. */
  async check({ key, file }: UploadItem, limits: ServiceStatus['limits']): Promise<UploadItem | undefined> {
    const error = file && (await checkFile(file, limits));
    return error ? this.handle(key, { type: 'refused', error }) : this.find(key);
  }

  /** Gives an upload from before a reload its file. */
  async attach(key: string, file: File): Promise<UploadItem | undefined> {
    const isBegun = (await this.#options.saved.get(key)) !== undefined;
    return this.handle(key, { type: 'file-chosen', file, isBegun });
  }

  /** Takes news of a video; those that were not uploaded here are ignored. */
  applyVideo(video: PiyakastVideo): void {
    const item = this.#items.find((other) => other.video?.id === video.id);
    if (item) this.handle(item.key, { type: 'video', video });
  }

  /** Stops sending while the element is out of the page; another one may take over. */
  suspend(): void {
    this.#suspended = true;
    this.#life.abort();
    for (const upload of this.#uploads.values()) upload.pause();
    this.#claims.releaseAll();
  }

  /** Resumes after {@link suspend} what no other page took over. */
  async wake(): Promise<void> {
    this.#suspended = false;
    this.#life = new AbortController();
    for (const { key } of this.#items.filter(isRunning)) {
      if (!(await this.#claims.take(key))) this.handle(key, { type: 'taken-over' });
      else if (this.find(key)?.state === 'uploading') this.#uploads.get(key)?.resume();
    }
    this.#next();
  }

  #add(item: UploadItem): UploadItem {
    this.#items = [...this.#items, item];
    this.#options.onNews(item.state === 'draft' ? 'draft' : 'change', item);
    return item;
  }

  async #inspect(key: string, file: File): Promise<void> {
    try {
      this.handle(key, { type: 'inspected', facts: await inspectFile(file, this.#life.signal) });
    } catch (error) {
      // A file that is gone or locked is reported when it is sent.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  #next(): void {
    const next = this.#suspended ? undefined : nextToSend(this.#items);
    if (next) this.handle(next.key, { type: 'turn' });
  }

  #run(effect: UploadEffect, item: UploadItem): void {
    const { key } = item;
    if (effect === 'send') void this.#send(item);
    else if (effect === 'pause') this.#uploads.get(key)?.pause();
    else if (effect === 'resume') this.#uploads.get(key)?.resume();
    else if (effect === 'cancel') void this.#cancel(item, this.#uploads.get(key));
    else if (effect === 'forget') void this.#options.saved.forget(key);
    else if (effect === 'release') this.#claims.release(key);
    else void this.#move(item);
  }

  async #send({ key, file }: UploadItem): Promise<void> {
    try {
      const upload = file && (await this.#begin(key, file));
      if (!upload) return;
      const video = await upload.done;
      await this.#options.saved.forget(key);
      this.handle(key, { type: 'received', video });
    } catch (error) {
      // After a cancel the item is gone from the list, and its end is no failure.
      this.handle(key, { type: 'failed', error });
    } finally {
      this.#uploads.delete(key);
      // Cancelled while the lock was being taken: the cancel came too early to release it.
      if (!this.find(key)) this.#claims.release(key);
    }
  }

  /** @returns `undefined` when it was cancelled before it began. */
  async #begin(key: string, file: File): Promise<Upload<PiyakastVideo> | undefined> {
    const { client, saved, server } = this.#options;
    await this.#claims.take(key);
    const prepared = this.find(key);
    if (!prepared) return undefined;
    const { videoPasswords: _, ...metadata } = prepared.metadata;
    const { identity, handle } = prepared;
    await saved.save({ key, server, file: identity, metadata, createdAtMs: Date.now(), ...(handle ? { handle } : {}) });
    const item = this.find(key);
    if (!item) {
      // Cancelled while it was being stored: the cancel may have come before there was anything to forget.
      await saved.forget(key);
      return undefined;
    }
    const upload = client.uploads.upload(file, { ...item.metadata, key, records: saved });
    this.#uploads.set(key, upload);
    upload.onProgress((progress) => this.handle(key, { type: 'progress', progress }));
    // A pause may have come while it was being prepared.
    if (this.#suspended || item.state === 'paused') upload.pause();
    return upload;
  }

  async #cancel(item: UploadItem, upload: Upload<PiyakastVideo> | undefined): Promise<void> {
    try {
      await upload?.cancel();
    } catch (error) {
      // It is off the list in any case; the server expires what is not resumed.
      this.#options.onNews('error', { ...item, error });
    } finally {
      await this.#options.saved.forget(item.key);
    }
  }

  async #move({ key, video }: UploadItem): Promise<void> {
    if (!video) return;
    try {
      this.applyVideo(await this.#options.client.videos.retry(video.id));
    } catch {
      // The row says that it did not work; the video is still where it was.
      this.handle(key, { type: 'move-failed' });
    }
  }
}

/** A UUID, also on pages without TLS, where `crypto.randomUUID` is missing. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
