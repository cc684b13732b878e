import type { PiyakastVideo, UploadProgress, VideoMetadata } from '@piyakast/sdk';

/** Names the upload that an event is about. */
export interface UploadEventDetail {
  /** The upload's key; the same from start to end, also over a reload. */
  key: string;
  file: { name: string; sizeBytes: number };
}

/** Detail of `piya-upload-draft`. */
export interface UploadDraftDetail extends UploadEventDetail {
  /** As the form begins. */
  metadata: VideoMetadata;
}

/** Detail of `piya-upload-start`. */
export interface UploadStartDetail extends UploadEventDetail {
  metadata: VideoMetadata;
}

/** Detail of `piya-upload-progress`. Bytes are those that the server confirmed. */
export interface UploadProgressDetail extends UploadEventDetail, UploadProgress {}

/** Detail of `piya-upload-received` and `piya-upload-published`. */
export interface UploadVideoDetail extends UploadEventDetail {
  video: PiyakastVideo;
}

/** Detail of `piya-upload-error`. */
export interface UploadErrorDetail extends UploadEventDetail {
  error: unknown;
}

/** The events of `<piya-upload>`, by name. */
export interface PiyaUploadEventMap {
  'piya-upload-draft': CustomEvent<UploadDraftDetail>;
  'piya-upload-start': CustomEvent<UploadStartDetail>;
  'piya-upload-progress': CustomEvent<UploadProgressDetail>;
  'piya-upload-received': CustomEvent<UploadVideoDetail>;
  'piya-upload-published': CustomEvent<UploadVideoDetail>;
  'piya-upload-error': CustomEvent<UploadErrorDetail>;
  'piya-upload-cancel': CustomEvent<UploadEventDetail>;
}

declare global {
  interface HTMLElementEventMap extends PiyaUploadEventMap {}
}
