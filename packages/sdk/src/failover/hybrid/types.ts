/**
 * Words used in this folder.
 *
 * - *primary*: where a video should be (PeerTube).
 * - *fallback store*: keeps the file safe while the primary cannot take it.
 * - *promotion*: moving a stored video to the primary, under the same key, so that it gets there once.
 */
import type { WithdrawOptions } from '../../peertube/uploads/create-uploads.js';
import type { PeerTubeUploadResult } from '../../peertube/uploads/find-uploaded.js';
import type { PeerTubeUploadOptions } from '../../peertube/uploads/upload-video.js';
import type { PeerTubeVideoFields } from '../../peertube/uploads/video-fields.js';
import type { UploadInput } from '../../upload/sources/upload-source.js';
import type { StepOptions, Upload, UploadOptions, UploadSource } from '../../upload/types.js';

/** A video that waits in a fallback store. */
export interface StoredUpload {
  /** The key of the upload; the promotion uses the same. */
  key: string;
  /** Name of the store that has it. */
  store: string;
  /** The store's own id; a PIYAKast server's video id, else the key. */
  id: string;
  /** Title of the video. */
  name: string;
  /** Of the file, in bytes. */
  sizeBytes: number;
  /** Milliseconds since the UNIX epoch. */
  storedAtMs: number;
  /** When the first attempt began, if the primary had every byte of it and may have made the video. */
  sinceMs?: number;
  /** Whether bytes are missing: the store was left in the middle of it. */
  isPartial?: boolean;
}

/**
 * A place that keeps files while PeerTube cannot take them.
 *
 * @example
 * ```ts
 * import { type FallbackStore, UploadError } from '@piyakast/sdk';
 *
 * // What is too large to wait here fails at once, instead of filling the disk.
 * export function upTo(maxBytes: number, store: FallbackStore): FallbackStore {
 *   return {
 *     ...store,
 *     store(source, fields, options) {
 *       if (source.sizeBytes <= maxBytes) return store.store(source, fields, options);
 *       throw new UploadError('PeerTube is away. Try again later.', { code: 'upload/too-large' });
 *     },
 *   };
 * }
 * ```
 */
export interface FallbackStore {
  /** Distinguishes stores: `folder`, `opfs`, `piyakast`. */
  readonly name: string;
  /** Origin of the server that it keeps files at; a saved record of an upload to there is known by it. */
  readonly url?: string;
  /**
   * Keeps the file. `done` resolves when it is safe against a crash. The same key stores once. `sinceMs` of the options
   * goes into what is kept.
   */
  store(source: UploadSource, fields: PeerTubeVideoFields, options: UploadOptions): Upload<StoredUpload>;
  /**
   * What was given to it under this key: also when only a part has come yet, and when it has moved on since. A store without
   * {@link FallbackStore.open} is asked before the primary, which would make a second video of it. When it rejects, the file
   * goes to the primary anyway, unless a saved record says that it went here.
   *
   * @example
   * ```ts
   * import { type FallbackStore, NetworkError } from '@piyakast/sdk';
   *
   * export const find: FallbackStore['find'] = async (key, { signal } = {}) => {
   *   const answer = await fetch(`https://store.example/files/${key}`, { signal: signal ?? null });
   *   if (answer.status === 404) return undefined;
   *   if (!answer.ok) throw new NetworkError('The store is away.', { code: 'network/unreachable' });
   *   return answer.json();
   * };
   * ```
   */
  find?(key: string, options?: StepOptions): Promise<StoredUpload | undefined>;
  /** What waits here, oldest first. */
  pending(options?: StepOptions): Promise<StoredUpload[]>;
  /** The file and its fields again; absent when the store publishes its videos itself. */
  open?(stored: StoredUpload): Promise<{ source: UploadSource; fields: PeerTubeVideoFields }>;
  /** Asks a store that publishes its videos itself to try now. */
  promote?(stored: StoredUpload, options?: StepOptions): Promise<void>;
  /** Lets go of a file that is at the primary. */
  remove?(stored: StoredUpload): Promise<void>;
}

/**
 * What takes uploads first: `client.uploads` of a `PeerTubeClient`.
 *
 * @example
 * ```ts
 * import { HybridUploader, PeerTubeClient, type PrimaryUploads } from '@piyakast/sdk';
 * import { opfsStore } from '@piyakast/sdk/browser';
 *
 * const { uploads } = new PeerTubeClient({ url: 'https://video.example' });
 * // Every upload of this site has the same channel and language.
 * const primary: PrimaryUploads = {
 *   ...uploads,
 *   upload: (input, options) => uploads.upload(input, { channelId: 3, language: 'ko', ...options }),
 * };
 * export const hybrid = new HybridUploader({ primary, fallback: opfsStore() });
 * ```
 */
export interface PrimaryUploads {
  /** Its origin. Without it, unconfirmed uploads of other servers in the same store are taken for its own. */
  url?: string;
  /** See {@link uploadVideo}. */
  upload(input: UploadInput, options: PeerTubeUploadOptions): Upload<PeerTubeUploadResult>;
  /** Deletes the video that an upload with this key made, if it made one. Without it an unconfirmed upload stays unconfirmed. */
  withdraw?(key: string, options: WithdrawOptions): Promise<boolean>;
}

/** Where an upload ended. */
export type HybridResult =
  | { kind: 'primary'; key: string; video: PeerTubeUploadResult }
  /** `reason`: the primary's failure. `isUnconfirmed`: the primary had every byte, and may have made the video. */
  | { kind: 'stored'; key: string; stored: StoredUpload; reason: unknown; isUnconfirmed: boolean };

/** What one round of promotion did. */
export interface PromotionReport {
  /** Now at the primary, and let go of by the store. */
  promoted: { stored: StoredUpload; video: PeerTubeUploadResult }[];
  /** Stores that move videos on by themselves were asked to. */
  asked: StoredUpload[];
  /** Keys whose first attempt had secretly succeeded, though the store moves its copy: that video was deleted. */
  withdrawn: string[];
  /** Still stored. */
  failed: { stored: StoredUpload; error: unknown }[];
}
