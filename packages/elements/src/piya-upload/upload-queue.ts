import {
  HEAD_BYTES,
  type PiyakastVideo,
  recognizeFile,
  type ServiceStatus,
  type Upload,
  UploadError,
  type VideoMetadata,
} from '@piyakast/sdk';
import { errorCode } from '../i18n/error-text.js';
import { checkMetadata, cleanMetadata } from './check-metadata.js';
import { claimUpload } from './claim.js';
import { type FileIdentity, identityOf, sameFile, titleOf } from './file-identity.js';
import { type PickedFile, reopenFile } from './pick-files.js';
import type { SavedUploads } from './saved-uploads.js';
import { isRefused, isRunning, stateOfVideo, type UploadClient, type UploadItem } from './upload-item.js';

/** What the queue reports. `change` is everything without a more specific event. */
export type QueueNews = 'change' | 'start' | 'progress' | 'received' | 'published' | 'error' | 'cancel';

/** What the queue works with. */
export interface UploadQueueOptions {
  client: UploadClient;
  saved: SavedUploads;
  /** Names the server, so that its unfinished uploads are found again. */
  server: string;
  onNews: (news: QueueNews, item: UploadItem) => void;
}

/** The files of one element: sends one after the other, and keeps enough to go on after a reload. */
export class UploadQueue {
  readonly #options: UploadQueueOptions;
  readonly #uploads = new Map<string, Upload<PiyakastVideo>>();
  readonly #claims = new Map<string, () => void>();
  #items: UploadItem[] = [];
  #suspended = false;

  constructor(options: UploadQueueOptions) {
    this.#options = options;
  }

  get items(): readonly UploadItem[] {
    return this.#items;
  }

  /** Restores what an earlier page left unfinished; resumes at once where the file may be read. */
  async restore(): Promise<void> {
    const { saved, server } = this.#options;
    for (const upload of await saved.list(server)) {
      if (this.#items.some((item) => item.key === upload.key) || !(await this.#claim(upload.key))) continue;
      const item = this.#add(upload.key, upload.file, upload.metadata, 'needs-file');
      item.handle = upload.handle;
      this.#report('change', item);
      const file = upload.handle && (await reopenFile(upload.handle, false));
      if (file) await this.attach(item, file);
    }
  }

  /** Adds a file as a draft, or gives it to the unfinished upload that waits for exactly this file. */
  async add({ file, handle }: PickedFile, metadata: Partial<VideoMetadata>): Promise<UploadItem> {
    const identity = identityOf(file);
    const waiting = this.#items.find((item) => item.state === 'needs-file' && sameFile(item.identity, identity));
    if (waiting) {
      await this.attach(waiting, file);
      return waiting;
    }
    const item = this.#add(newKey(), identity, { name: titleOf(file.name), ...metadata }, 'draft');
    item.file = file;
    item.handle = handle;
    this.#report('change', item);
    return item;
  }

  /** Refuses a draft that the server would refuse, before its first byte: by its size, its content and its name. */
  async checkLimits(item: UploadItem, { maxUploadBytes, extensions }: ServiceStatus['limits']): Promise<void> {
    const { file, identity } = item;
    if (identity.sizeBytes > maxUploadBytes) {
      this.#fail(item, new UploadError('The file is larger than the server accepts.', { code: 'upload/too-large' }));
      return;
    }
    if (!file) return;
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const { refusal } = recognizeFile({
      head,
      name: file.name,
      extensions: extensions.length > 0 ? extensions : undefined,
    });
    if (refusal && item.state === 'draft') this.#fail(item, refusal);
  }

  /** Gives an upload from before a reload its file. */
  async attach(item: UploadItem, file: File): Promise<void> {
    item.otherFile = !sameFile(item.identity, identityOf(file));
    if (!item.otherFile) {
      item.file = file;
      // A password is not stored, so an upload that the server does not know yet has to ask for it again.
      const begun = await this.#options.saved.get(item.key);
      item.state = item.metadata.privacy === 'password' && !begun ? 'draft' : 'queued';
    }
    this.#report('change', item);
    this.#next();
  }

  /** Puts a draft into the queue. @returns Whether its details were right. */
  start(item: UploadItem): boolean {
    item.problems = checkMetadata(item.metadata);
    if (Object.keys(item.problems).length === 0) {
      item.metadata = cleanMetadata(item.metadata);
      item.error = undefined;
      item.state = 'queued';
    }
    this.#report('change', item);
    this.#next();
    return item.state !== 'draft';
  }

  pause(item: UploadItem): void {
    this.#uploads.get(item.key)?.pause();
    item.state = 'paused';
    this.#report('change', item);
    this.#next();
  }

  resume(item: UploadItem): void {
    const upload = this.#uploads.get(item.key);
    upload?.resume();
    item.state = upload ? 'uploading' : 'queued';
    this.#report('change', item);
    this.#next();
  }

  /** Resumes: the key and the record are the same. */
  retry(item: UploadItem): void {
    item.error = undefined;
    item.state = item.file ? 'queued' : 'needs-file';
    this.#report('change', item);
    this.#next();
  }

  /** Asks the server to send a video to PeerTube again that PeerTube had refused. */
  async moveAgain(item: UploadItem): Promise<void> {
    if (!item.video) return;
    item.moveFailed = false;
    try {
      this.applyVideo(await this.#options.client.videos.retry(item.video.id));
    } catch {
      // The row says that it did not work; the video is still where it was.
      item.moveFailed = true;
      this.#report('change', item);
    }
  }

  /** Ends an upload here and at the server, and takes it off the list. */
  async cancel(item: UploadItem): Promise<void> {
    const upload = this.#uploads.get(item.key);
    const begun = item.state !== 'draft';
    this.remove(item);
    if (begun) this.#report('cancel', item);
    try {
      await upload?.cancel();
    } catch (error) {
      // It is off the list in any case; the server expires what is not resumed.
      item.error = error;
      this.#report('error', item);
    } finally {
      await this.#options.saved.forget(item.key);
    }
  }

  /** Takes an item off the list; what the server has stays. */
  remove(item: UploadItem): void {
    this.#items = this.#items.filter((other) => other !== item);
    this.#release(item.key);
    this.#report('change', item);
    this.#next();
  }

  /** Takes news of a video that was uploaded here. */
  applyVideo(video: PiyakastVideo): void {
    const item = this.#items.find((other) => other.video?.id === video.id);
    if (!item) return;
    const before = item.state;
    item.video = video;
    item.state = stateOfVideo(video);
    this.#report(item.state === 'published' && before !== 'published' ? 'published' : 'change', item);
  }

  /** Stops sending while the element is out of the page; another one may take over. */
  suspend(): void {
    this.#suspended = true;
    for (const upload of this.#uploads.values()) upload.pause();
    for (const key of [...this.#claims.keys()]) this.#release(key);
  }

  /** Resumes after {@link suspend} what no other page took over. */
  async wake(): Promise<void> {
    this.#suspended = false;
    for (const item of this.#items.filter(isRunning)) {
      if (!(await this.#claim(item.key))) this.remove(item);
      else if (item.state === 'uploading') this.#uploads.get(item.key)?.resume();
    }
    this.#next();
  }

  #add(key: string, identity: FileIdentity, metadata: VideoMetadata, state: UploadItem['state']): UploadItem {
    const item: UploadItem = {
      key,
      identity,
      metadata,
      state,
      file: undefined,
      handle: undefined,
      problems: {},
      progress: undefined,
      video: undefined,
      error: undefined,
      moveFailed: false,
      otherFile: false,
    };
    this.#items = [...this.#items, item];
    return item;
  }

  #next(): void {
    if (this.#suspended || this.#items.some((item) => item.state === 'uploading' && !item.video)) return;
    const next = this.#items.find((item) => item.state === 'queued');
    if (next?.file) void this.#send(next, next.file);
  }

  async #send(item: UploadItem, file: File): Promise<void> {
    const { client, saved, server } = this.#options;
    const { key, identity, handle } = item;
    item.state = 'uploading';
    this.#report('start', item);
    try {
      await this.#claim(key);
      const { videoPasswords: _, ...metadata } = item.metadata;
      await saved.save({
        key,
        server,
        file: identity,
        metadata,
        createdAtMs: Date.now(),
        ...(handle ? { handle } : {}),
      });
      if (!this.#items.includes(item)) return;
      const upload = client.uploads.upload(file, { ...item.metadata, key, records: saved });
      this.#uploads.set(key, upload);
      upload.onProgress((progress) => {
        item.progress = progress;
        this.#report('progress', item);
      });
      if (this.#paused(item)) upload.pause();
      const video = await upload.done;
      await saved.forget(key);
      item.video = video;
      item.state = 'received';
      this.#report('received', item);
      this.applyVideo(video);
    } catch (error) {
      // After a cancel the item is gone from the list, and its end is no failure.
      if (this.#items.includes(item)) this.#fail(item, error);
      // A refused file must not come back after a reload as one that was only interrupted.
      if (isRefused(errorCode(error))) await saved.forget(key);
    } finally {
      this.#uploads.delete(key);
      this.#release(key);
      this.#next();
    }
  }

  /** A pause may have come while the upload was being prepared. */
  #paused(item: UploadItem): boolean {
    return this.#suspended || item.state === 'paused';
  }

  #fail(item: UploadItem, error: unknown): void {
    item.error = error;
    item.state = errorCode(error) === 'upload/invalid-metadata' ? 'draft' : 'failed';
    this.#report('error', item);
  }

  async #claim(key: string): Promise<boolean> {
    if (this.#claims.has(key)) return true;
    const release = await claimUpload(key);
    if (release) this.#claims.set(key, release);
    return release !== undefined;
  }

  #release(key: string): void {
    this.#claims.get(key)?.();
    this.#claims.delete(key);
  }

  #report(news: QueueNews, item: UploadItem): void {
    this.#options.onNews(news, item);
  }
}

/** A UUID, also on pages without TLS, where `crypto.randomUUID` is missing. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
