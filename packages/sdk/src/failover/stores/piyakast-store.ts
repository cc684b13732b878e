import { PRIVACIES, privacyId } from '../../contract/privacy.js';
import type { PeerTubeVideoFields } from '../../peertube/uploads/video-fields.js';
import type { Piyakast } from '../../piyakast/create-piyakast.js';
import type { PiyakastVideo, VideoMetadata } from '../../piyakast/types.js';
import { uploadToPiyakast } from '../../piyakast/uploads.js';
import { findPiyakastVideoByKey, listPiyakastVideos, retryPiyakastVideo } from '../../piyakast/videos.js';
import type { Upload } from '../../upload/types.js';
import type { FallbackStore, StoredUpload } from '../hybrid/types.js';

/** Options of {@link piyakastStore}. */
export interface PiyakastStoreOptions {
  /**
   * What the server is sent of a video. @defaultValue the fields that both know; the numbers of category and licence, images,
   * captions and chapters are not among them
   */
  metadata?: (fields: PeerTubeVideoFields) => VideoMetadata;
}

const STATES_HERE = new Set(['stored', 'local', 'publishing']);
const PAGE = 100;

/**
 * A PIYAKast server as fallback store: it plays the file meanwhile and publishes it to PeerTube.
 * The server publishes under another key. An attempt at the primary that may have succeeded is taken back
 * by {@link HybridUploader.promote}, which remembers it in its `unconfirmed`.
 *
 * @example
 * ```ts
 * import { createPeerTube, createPiyakast, createUploads, HybridUploader, piyakastStore } from '@piyakast/sdk';
 *
 * const uploads = createUploads(createPeerTube({ url: 'https://video.example' }));
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const hybrid = new HybridUploader({ primary: uploads, fallback: piyakastStore(piyakast) });
 * console.log((await hybrid.pending()).length);
 * ```
 */
export function piyakastStore(piyakast: Piyakast, options: PiyakastStoreOptions = {}): FallbackStore {
  const { metadata = commonMetadata } = options;
  const name = 'piyakast';
  const stored = (video: PiyakastVideo, key = video.id): StoredUpload => ({
    key,
    store: name,
    id: video.id,
    name: video.name,
    sizeBytes: video.sizeBytes,
    storedAtMs: Date.parse(video.createdAt),
  });
  return {
    name,
    url: piyakast.url,
    store(source, fields, upload) {
      const inner = uploadToPiyakast(piyakast, source, { ...upload, ...metadata(fields) });
      return mapUpload(inner, (video) => stored(video, inner.key));
    },
    async find(key, { signal } = {}) {
      const video = await findPiyakastVideoByKey(piyakast, key, { signal });
      // What the server refused it never publishes.
      if (!video || video.state === 'rejected') return undefined;
      return { ...stored(video, key), ...(video.state === 'receiving' && { isPartial: true }) };
    },
    async pending({ signal } = {}) {
      const found: StoredUpload[] = [];
      for (let start = 0; ; start += PAGE) {
        const { total, data } = await listPiyakastVideos(piyakast, { start, count: PAGE, signal });
        found.push(...data.filter((video) => video.mine && STATES_HERE.has(video.state)).map((video) => stored(video)));
        if (data.length === 0 || start + data.length >= total) break;
      }
      return found.sort((a, b) => a.storedAtMs - b.storedAtMs);
    },
    async promote({ id }, { signal } = {}) {
      await retryPiyakastVideo(piyakast, id, { signal });
    },
  };
}

function commonMetadata(fields: PeerTubeVideoFields): VideoMetadata {
  const { name, description, language, tags, nsfw, channelId, videoPasswords, privacy = 'private' } = fields;
  const word = PRIVACIES[privacyId(privacy) - 1] ?? 'private';
  return {
    name,
    privacy: word,
    ...(description ? { description } : {}),
    ...(language === undefined ? {} : { language }),
    ...(tags ? { tags: [...tags] } : {}),
    ...(nsfw === undefined ? {} : { nsfw }),
    ...(channelId === undefined ? {} : { channelId }),
    ...(videoPasswords ? { videoPasswords: [...videoPasswords] } : {}),
  };
}

/** The same upload with another result. */
function mapUpload<From, To>(upload: Upload<From>, map: (result: From) => To): Upload<To> {
  const done = upload.done.then(map);
  // As for the upload itself: a listener to the progress alone must not be hit.
  done.catch(() => undefined);
  return {
    key: upload.key,
    done,
    get progress() {
      return upload.progress;
    },
    pause: () => upload.pause(),
    resume: () => upload.resume(),
    cancel: () => upload.cancel(),
    onProgress: (listener) => upload.onProgress(listener),
  };
}
