import { isPiyaError } from '../../errors/piya-error.js';
import { loadPart } from '../../http/load-part.js';
import type { UploadInput } from '../../upload/sources/upload-source.js';
import type { Upload } from '../../upload/types.js';
import type { PeerTube } from '../request/create-peertube.js';
import { deleteVideo } from '../videos/delete-video.js';
import type { PeerTubeVideoSource } from '../videos/get-video-source.js';
import {
  type PeerTubeVideoState,
  type WaitUntilPlayableOptions,
  waitUntilPlayable,
} from '../videos/wait-until-playable.js';
import type { FindUploadedOptions, PeerTubeUploadResult, UploadedFinder } from './find-uploaded.js';
import { type ReplaceVideoFileOptions, replaceVideoFile } from './replace-video-file.js';
import type { LegacyUploadOptions } from './upload-legacy.js';
import { type PeerTubeUploadOptions, uploadVideo } from './upload-video.js';

/** What to withdraw: as for {@link uploadedFinder}. With `sinceMs`, a renamed video is found too. */
export type WithdrawOptions = FindUploadedOptions;

/** Uploads of one PeerTube client. */
export interface PeerTubeUploads {
  /** Origin of the instance. */
  readonly url: string;
  /** In chunks, resumable, any size. See {@link uploadVideo}. */
  upload(input: UploadInput, options: PeerTubeUploadOptions): Upload<PeerTubeUploadResult>;
  /** In one request, small files only. See {@link uploadLegacy}. */
  uploadLegacy(input: UploadInput, options: LegacyUploadOptions): Promise<PeerTubeUploadResult>;
  /** Another file for a video. See {@link replaceVideoFile}. */
  replaceFile(id: number | string, input: UploadInput, options?: ReplaceVideoFileOptions): Upload<PeerTubeVideoSource>;
  /**
   * Deletes the video that an upload with this key made, if it made one; for when an attempt whose answer was lost must
   * not count. Resolves with whether there was one.
   *
   * @throws HttpError, AuthError, NetworkError: what was made is then not known.
   */
  withdraw(key: string, options: WithdrawOptions): Promise<boolean>;
  /** See {@link waitUntilPlayable}. */
  waitUntilPlayable(id: number | string, options?: WaitUntilPlayableOptions): Promise<PeerTubeVideoState>;
}

/**
 * The uploads of a PeerTube context, as `PeerTubeClient` offers them.
 *
 * @example
 * ```ts
 * import { createPeerTube, createUploads } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const uploads = createUploads(peertube);
 * const { uuid } = await uploads.upload(new File(['…'], 'a.mp4'), { name: 'Holiday' }).done;
 * await uploads.waitUntilPlayable(uuid);
 * ```
 */
export function createUploads(peertube: PeerTube): PeerTubeUploads {
  /** One, so that a video that is not the one is asked for once, however often it is looked for. */
  let finder: UploadedFinder | undefined;
  return {
    url: peertube.url,
    upload: (input, options) => uploadVideo(peertube, input, options),
    // Rare, so it is loaded when it is called.
    async uploadLegacy(input, options) {
      const { uploadLegacy } = await import('./upload-legacy.js');
      return uploadLegacy(peertube, input, options);
    },
    replaceFile: (id, input, options) => replaceVideoFile(peertube, id, input, options),
    async withdraw(key, options) {
      const { uploadedFinder } = await loadPart(import('./preflight.js'));
      finder ??= uploadedFinder(peertube.http);
      const video = await finder(key, options);
      if (video) await deleteVideo(peertube, video.uuid, { signal: options.signal }).catch(unlessGone);
      return video !== undefined;
    },
    waitUntilPlayable: (id, options) => waitUntilPlayable(peertube, id, options),
  };
}

/** Another tab or process withdrew it at the same time. */
function unlessGone(error: unknown): void {
  if (!isPiyaError(error) || error.code !== 'video/not-found') throw error;
}
