import { UploadError } from '../../errors/upload-error.js';
import { loadPart } from '../../http/load-part.js';
import { startUpload } from '../../upload/engine/start-upload.js';
import { toUploadSource, type UploadInput } from '../../upload/sources/upload-source.js';
import type { Upload, UploadOptions } from '../../upload/types.js';
import { getMe } from '../account/get-me.js';
import { getConfig } from '../instance/get-config.js';
import type { PeerTube } from '../request/create-peertube.js';
import { getVideoSource, type PeerTubeVideoSource } from '../videos/get-video-source.js';
import { forgetVideos } from '../videos/video-request.js';
import { carriesKey } from './marked-filename.js';
import { preflightPart } from './preflight-part.js';
import { resumableProtocol } from './resumable-protocol.js';

/** Options of {@link replaceVideoFile}. */
export interface ReplaceVideoFileOptions extends UploadOptions {
  /** As in {@link PeerTubeUploadOptions}. @defaultValue true */
  inspect?: boolean;
}

/**
 * Puts another file in the place of a video's own; id, title, comments and views stay. The same guarantees as of
 * `uploadVideo`: resumable, and the same key replaces once. The old file plays until the last byte is there; then the
 * video is transcoded anew, see `waitUntilPlayable`.
 *
 * @param id - Numeric id, UUID or short UUID of a video of the signed-in account.
 * @returns An upload whose result is what PeerTube says of the new file.
 * @throws ConfigError, at once. {@link Upload.done} rejects with UploadError: `config/unsupported` when the instance does
 * not allow it (`videoFile.update.enabled`), `upload/unsupported-type`, `upload/quota-exceeded`, `upload/not-allowed`, …
 * @see PeerTube REST API, replace the source file of a video (6.0 and later); checked against PeerTube 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, replaceVideoFile, waitUntilPlayable } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const id = 'gRjscAKWouefiE5Tmt8MeC';
 * await replaceVideoFile(peertube, id, new File(['…'], 'better.mp4')).done;
 * await waitUntilPlayable(peertube, id);
 * ```
 */
export function replaceVideoFile(
  peertube: PeerTube,
  id: string | number,
  input: UploadInput,
  options: ReplaceVideoFileOptions = {},
): Upload<PeerTubeVideoSource> {
  const { inspect = true } = options;
  const { clock, random } = peertube;
  const route = '/api/v1/videos/:id/source/replace-resumable';
  let mediaType: string | undefined;
  const protocol = resumableProtocol<PeerTubeVideoSource>(peertube.http, {
    path: route.replace(':id', encodeURIComponent(id)),
    route,

    async find(key, { signal }) {
      const source = await getVideoSource(peertube, id, { signal });
      return carriesKey(source.inputFilename ?? '', key) ? source : undefined;
    },

    async prepare(source, { resuming, signal }) {
      const check = inspect && !resuming ? await loadPart(import('./check-file.js')) : undefined;
      const container = await check?.readMediaContainer(source, { signal });
      const [config, me] = await Promise.all([getConfig(peertube, { signal }), getMe(peertube, { signal })]);
      if (!config.videoFile?.update?.enabled) {
        throw new UploadError('This instance does not let files be replaced. Ask its administrator to allow it.', {
          code: 'config/unsupported',
        });
      }
      await check?.checkFile(peertube, source, { container, config, me, signal });
      mediaType = (await preflightPart()).mediaTypeFor(source, container, config);
      return { maxChunkBytes: config.client?.videos?.resumableUpload?.maxChunkSize || undefined };
    },

    refusalOf: ({ status }) =>
      status === 404 ? ['video/not-found', 'Check the id.'] : ['upload/not-allowed', 'Use the account of the video.'],
    announce: (fields) => ({ mediaType, json: fields }),

    // What is kept of the video is of its old file.
    finish: async () => forgetVideos(peertube),

    read: (answer) =>
      typeof answer.inputFilename === 'string' ? (answer as unknown as PeerTubeVideoSource) : undefined,
  });
  return startUpload(protocol, toUploadSource(input), { clock, random, ...options });
}
