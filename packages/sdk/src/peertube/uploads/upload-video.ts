import { startUpload } from '../../upload/engine/start-upload.js';
import { toUploadSource, type UploadInput } from '../../upload/sources/upload-source.js';
import type { Upload, UploadOptions } from '../../upload/types.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeUploadResult } from './find-uploaded.js';
import { peertubeProtocol } from './peertube-protocol.js';
import type { PeerTubeVideoFields } from './video-fields.js';

/** Options of {@link uploadVideo}: the video's fields and how to send it. */
export interface PeerTubeUploadOptions extends UploadOptions, PeerTubeVideoFields {
  /**
   * Refuse before the first byte what PeerTube would refuse after the last: by the file's content, its extension, and the
   * account's quota. @defaultValue true
   */
  inspect?: boolean;
}

/**
 * Uploads a file to PeerTube in chunks, or resumes an earlier upload of the same key.
 *
 * The same key never makes a second video, whatever is lost on the way: the key travels in the file's name, and the
 * account is asked for it before anything is sent twice.
 *
 * @param peertube - Made by `createPeerTube`, signed in.
 * @param input - Read by slices, never whole in memory.
 * @throws UploadError `upload/invalid-metadata` and ConfigError, at once. {@link Upload.done} rejects with UploadError:
 * `upload/quota-exceeded`, `upload/unsupported-type`, `upload/source-changed`, `upload/not-allowed`, …; with `video` when only
 * its captions or chapters failed.
 * @see PeerTube REST API, resumable upload of a video; checked against PeerTube 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, signIn, uploadVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const file = new File(['…'], 'holiday.mp4', { type: 'video/mp4' });
 * const upload = uploadVideo(peertube, file, { name: 'Holiday', privacy: 'public' });
 * upload.onProgress(({ sentBytes, totalBytes }) => console.log(sentBytes / totalBytes));
 * console.log((await upload.done).uuid);
 * ```
 */
export function uploadVideo(
  peertube: PeerTube,
  input: UploadInput,
  options: PeerTubeUploadOptions,
): Upload<PeerTubeUploadResult> {
  const { clock, random } = peertube;
  return startUpload(peertubeProtocol(peertube, options, options), toUploadSource(input), {
    clock,
    random,
    ...options,
  });
}
