import type { UploadProtocol } from '../../upload/types.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeUploadResult, UploadedFinder } from './find-uploaded.js';
import type { Announcement } from './preflight.js';
import { preflightPart } from './preflight-part.js';
import { resumableProtocol } from './resumable-protocol.js';
import { newVideoRefusal } from './upload-errors.js';
import type { PeerTubeVideoFields } from './video-fields.js';

/**
 * The upload of a new video to PeerTube.
 *
 * @param options - `inspect`: refuse early by content, extension and quota. @defaultValue true
 * @example
 * ```ts
 * import { blobSource, createPeerTube, peertubeProtocol, startUpload } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // What `uploadVideo` does.
 * const upload = startUpload(peertubeProtocol(peertube, { name: 'Holiday' }), blobSource(new File(['…'], 'a.mp4')));
 * console.log((await upload.done).uuid);
 * ```
 */
export function peertubeProtocol(
  peertube: PeerTube,
  fields: PeerTubeVideoFields,
  { inspect = true }: { inspect?: boolean } = {},
): UploadProtocol<PeerTubeUploadResult> {
  let announcement: Announcement | undefined;
  let finder: UploadedFinder | undefined;

  return resumableProtocol(peertube.http, {
    path: '/api/v1/videos/upload-resumable',
    async find(key, options) {
      const part = await preflightPart();
      finder ??= part.uploadedFinder(peertube.http);
      const ownChannelsOnly = await part.isForOwnChannel(peertube, fields, options);
      return finder(key, { ...options, ownChannelsOnly, name: fields.name });
    },

    async prepare(source, { resuming, signal }) {
      // An upload that has begun can continue without.
      const part = await preflightPart().catch((error) => {
        if (!resuming) throw error;
      });
      announcement = await part?.preflight(peertube, source, { fields, inspect, resuming, signal });
      return announcement ?? {};
    },

    announce: (more) => ({ mediaType: announcement?.mediaType, ...(announcement?.asBody(more) ?? { json: more }) }),

    async finish(video, { signal }) {
      if (fields.captions ?? fields.chapters) {
        await (await preflightPart()).addExtras(peertube, video, fields, { signal });
      }
    },

    refusalOf: newVideoRefusal(() => announcement?.isOwnChannel ?? false),
    read: uploadedVideo,
  });
}

/** What PeerTube answers to the last byte, and nothing else. */
export const uploadedVideo = ({ video }: { video?: PeerTubeUploadResult }): PeerTubeUploadResult | undefined => video;
