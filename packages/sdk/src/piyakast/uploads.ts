import { normalizeText } from '../contract/text.js';
import { UploadError } from '../errors/upload-error.js';
import { startUpload } from '../upload/engine/start-upload.js';
import { tusProtocol } from '../upload/protocols/tus-protocol.js';
import { toUploadSource, type UploadInput } from '../upload/sources/upload-source.js';
import type { Upload, UploadOptions } from '../upload/types.js';
import { checkVideoMetadata } from './check-video-metadata.js';
import type { Piyakast } from './create-piyakast.js';
import type { PiyakastVideo, VideoMetadata } from './types.js';
import { findPiyakastVideo } from './videos.js';

/** Options of {@link uploadToPiyakast}: the video's metadata and how to send it. */
export interface PiyakastUploadOptions extends UploadOptions, VideoMetadata {}

/** The names that make {@link VideoMetadata}. */
const METADATA = [
  'name',
  'description',
  'category',
  'language',
  'tags',
  'privacy',
  'nsfw',
  'channelId',
  'videoPasswords',
] as const satisfies readonly (keyof VideoMetadata)[];

/** Base64 in one header line, beside a long file name, still fits into the 8 KiB that nginx and others allow for it. */
const MAX_HEADER_BYTES = 4_096;

/**
 * Uploads a file to a PIYAKast server (tus 1.0), or resumes an earlier upload of the same key. When it is done the
 * server has stored the file for good, and publishes it to PeerTube.
 *
 * @throws UploadError `upload/invalid-metadata` and ConfigError, at once. {@link Upload.done} rejects with UploadError.
 * @example
 * ```ts
 * import { createPiyakast, uploadToPiyakast } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const upload = uploadToPiyakast(piyakast, new File(['…'], 'holiday.mp4'), { name: 'Holiday', category: 'K-Food' });
 * const video = await upload.done;
 * console.log(video.url, video.state); // plays from here on, wherever it is
 * ```
 */
export function uploadToPiyakast(
  piyakast: Piyakast,
  input: UploadInput,
  options: PiyakastUploadOptions,
): Upload<PiyakastVideo> {
  checkVideoMetadata(options);
  const given = { ...Object.fromEntries(METADATA.map((name) => [name, options[name]])), name: options.name.trim() };
  // In one Unicode form, as the server keeps it and PeerTube searches it.
  const metadata = normalizeText(JSON.stringify(given));
  const fields: unknown = JSON.parse(metadata);
  const fits = new TextEncoder().encode(metadata).length <= MAX_HEADER_BYTES;
  const protocol = tusProtocol<PiyakastVideo>(piyakast.http, {
    ...(fits ? { metadata: { metadata } } : { json: fields }),
    async result(id, { signal }) {
      const video = await findPiyakastVideo(piyakast, id, { signal });
      if (video?.state === 'rejected') {
        const { code = 'upload/rejected', detail = 'The server refused the file. Choose another one.' } =
          video.problem ?? {};
        throw new UploadError(detail, { code });
      }
      return video?.state === 'receiving' ? undefined : video;
    },
  });
  const { clock, random } = piyakast;
  return startUpload(protocol, toUploadSource(input), { clock, random, ...options });
}
