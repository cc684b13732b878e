import type { PiyakastVideo, UploadProgress, VideoMetadata } from '@piyakast/sdk';
import { FINAL_UPLOAD_CODES } from '@piyakast/sdk/contract';
import { errorCode } from '../../i18n/error-text.js';
import type { MetadataProblems } from '../form/check-metadata.js';
import type { FileIdentity } from './file-identity.js';
import type { FileFacts } from './inspect-file.js';

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

/** One file of the list. Replaced as a whole by each step of {@link decideUpload}. */
export interface UploadItem {
  readonly key: string;
  readonly identity: FileIdentity;
  readonly file: File | undefined;
  readonly handle: FileSystemFileHandle | undefined;
  /** What is known of the file's content; `undefined` until it was looked at. */
  readonly facts: FileFacts | undefined;
  readonly metadata: VideoMetadata;
  readonly state: UploadItemState;
  /** An upload runs for it, or is being prepared; also while it is paused. */
  readonly isSending: boolean;
  /** Problems of the draft; filled by the first attempt to start it. */
  readonly problems: MetadataProblems;
  readonly progress: UploadProgress | undefined;
  readonly video: PiyakastVideo | undefined;
  readonly error: unknown;
  /** The last request to send the video to PeerTube again failed. */
  readonly moveFailed: boolean;
  /** A file was chosen that is not the one it was begun with. */
  readonly otherFile: boolean;
}

/** A file of the list as it begins. */
export const newItem = (
  given: Pick<UploadItem, 'key' | 'identity' | 'metadata' | 'file' | 'handle'> & { state: 'draft' | 'needs-file' },
): UploadItem => ({
  ...given,
  facts: undefined,
  isSending: false,
  problems: {},
  progress: undefined,
  video: undefined,
  error: undefined,
  moveFailed: false,
  otherFile: false,
});

/** The states in which the server has every byte. */
const HELD = new Set<UploadItemState>(['received', 'publishing', 'local', 'published', 'rejected']);

/** Whether the server has every byte of it. */
export const isHeld = ({ state }: UploadItem): boolean => HELD.has(state);

/** Whether it may still be stopped. */
export const isRunning = ({ state }: UploadItem): boolean =>
  state === 'queued' || state === 'uploading' || state === 'paused';

const FINAL = new Set<string>(FINAL_UPLOAD_CODES);

/** Whether trying the same file again can help. */
export const canRetry = ({ error }: UploadItem): boolean => !FINAL.has(errorCode(error));

/** Whether nothing of an upload is worth keeping for a later page. A changed file may be replaced by the right one. */
export const isRefused = (error: unknown): boolean =>
  FINAL.has(errorCode(error)) && errorCode(error) !== 'upload/source-changed';

/** Whether PeerTube refused the video for good: it stays here until its owner does something. */
export const isRefusedByPeerTube = ({ video }: UploadItem): boolean =>
  video?.state === 'local' && video.problem?.final === true;

/** Share of the bytes that PeerTube confirmed of a video on its way there, 0 to 100. */
export const publishedPercentOf = ({ video }: UploadItem): number =>
  video && video.sizeBytes > 0 ? Math.floor((video.publishedBytes / video.sizeBytes) * 100) : 0;

/** Share of the bytes that the server confirmed, 0 to 100. */
export function percentOf({ progress }: UploadItem): number {
  return progress && progress.totalBytes > 0 ? Math.floor((progress.sentBytes / progress.totalBytes) * 100) : 0;
}
