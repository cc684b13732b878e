import type { PiyakastVideo, ServiceStatus, Upload, UploadOptions, UploadProgress, VideoMetadata } from '@piyakast/sdk';
import { FINAL_UPLOAD_CODES } from '@piyakast/sdk/contract';
import type { EventClient } from '../internal/event-feed.js';
import type { MetadataProblems } from './check-metadata.js';
import type { FileIdentity } from './file-identity.js';

/** The part of a PiyakastClient that uploading needs. */
export interface UploadClient extends EventClient {
  readonly uploads: { upload(file: File, options: VideoMetadata & UploadOptions): Upload<PiyakastVideo> };
  readonly videos: {
    get(id: string, options?: { signal?: AbortSignal }): Promise<PiyakastVideo>;
    retry(id: string, options?: { signal?: AbortSignal }): Promise<PiyakastVideo>;
  };
  readonly status: { get(options?: { signal?: AbortSignal }): Promise<ServiceStatus> };
}

/**
 * Where a file of the list is.
 *
 * `draft` waits for its details; `needs-file` was begun before a reload and waits for its file; after `received` the
 * states are the server's own.
 */
export type UploadItemState =
  | 'draft'
  | 'needs-file'
  | 'queued'
  | 'uploading'
  | 'paused'
  | 'failed'
  | 'received'
  | 'publishing'
  | 'local'
  | 'published'
  | 'rejected';

/** One file of the list. */
export interface UploadItem {
  readonly key: string;
  readonly identity: FileIdentity;
  file: File | undefined;
  handle: FileSystemFileHandle | undefined;
  metadata: VideoMetadata;
  state: UploadItemState;
  /** Problems of the draft; filled by the first try to start it. */
  problems: MetadataProblems;
  progress: UploadProgress | undefined;
  video: PiyakastVideo | undefined;
  error: unknown;
  /** The last request to send the video to PeerTube again failed. */
  moveFailed: boolean;
  /** A file was chosen that is not the one it was begun with. */
  otherFile: boolean;
}

/** The states in which the server has every byte. */
const HELD = new Set<UploadItemState>(['received', 'publishing', 'local', 'published', 'rejected']);

/** Whether the server has every byte of it. */
export const isHeld = (item: UploadItem): boolean => HELD.has(item.state);

/** Whether it may still be stopped. */
export const isRunning = (item: UploadItem): boolean =>
  item.state === 'queued' || item.state === 'uploading' || item.state === 'paused';

const FINAL = new Set<string>(FINAL_UPLOAD_CODES);

/** Whether trying the same file again can help. */
export const canRetry = (code: string): boolean => !FINAL.has(code);

/** Whether nothing of an upload is worth keeping for a later page. A changed file may be replaced by the right one. */
export const isRefused = (code: string): boolean => FINAL.has(code) && code !== 'upload/source-changed';

/** Whether PeerTube refused the video for good: it stays here until its owner does something. */
export const isRefusedByPeerTube = ({ video }: UploadItem): boolean =>
  video?.state === 'local' && video.problem?.final === true;

/** A video's state as the state of its item. */
export function stateOfVideo(video: PiyakastVideo): UploadItemState {
  if (video.state === 'stored') return 'received';
  return video.state === 'receiving' ? 'uploading' : video.state;
}
