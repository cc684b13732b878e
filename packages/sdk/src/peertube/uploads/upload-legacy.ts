import { isPiyaError } from '../../errors/piya-error.js';
import { UploadError } from '../../errors/upload-error.js';
import { pollDelayMs } from '../../upload/engine/retry-policy.js';
import { sourceChanged, uploadFailure } from '../../upload/engine/upload-failure.js';
import { readResult } from '../../upload/protocols/read-answer.js';
import { guardSource } from '../../upload/sources/guard-source.js';
import { toUploadSource, type UploadInput } from '../../upload/sources/upload-source.js';
import type { UploadSource } from '../../upload/types.js';
import { checkUploadKey, newUploadKey } from '../../upload/upload-key.js';
import type { PeerTube } from '../request/create-peertube.js';
import { checkVideoFields } from './check-video-fields.js';
import { type PeerTubeUploadResult, type UploadedFinder, uploadedFinder } from './find-uploaded.js';
import { markedFilename } from './marked-filename.js';
import { uploadedVideo } from './peertube-protocol.js';
import { preflight } from './preflight.js';
import { newVideoRefusal, uploadErrorMappings } from './upload-errors.js';
import { sendExtras } from './video-extras.js';
import type { PeerTubeVideoFields } from './video-fields.js';

/** Above this a cut would cost too much: the resumable upload is the way. */
const MAX_LEGACY_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 300_000;
/** How often the account is asked after an answer was lost; some 30 s in all. */
const LOOKS = 7;

/** Options of {@link uploadLegacy}. */
export interface LegacyUploadOptions extends PeerTubeVideoFields {
  /** As in {@link UploadOptions}. @defaultValue 32 random hex digits */
  key?: string;
  /** Ends the request; what was sent may have become a video. */
  signal?: AbortSignal | undefined;
}

/**
 * Uploads a small file in one request, without progress and without a resume.
 *
 * When the answer is lost the account is asked for the video; when it is not there the call fails with
 * `upload/result-unknown`, and the next call with the same key asks first and never makes a second video.
 *
 * @param input - At most 64 MiB; held in memory.
 * @throws UploadError `upload/invalid-metadata`, `upload/too-large`, `upload/result-unknown`, …
 * @see PeerTube REST API, legacy upload of a video; checked against PeerTube 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, uploadLegacy } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { uuid } = await uploadLegacy(peertube, new File(['…'], 'a.mp4'), { name: 'Short', key: 'short-1' });
 * console.log(uuid);
 * ```
 */
export async function uploadLegacy(
  peertube: PeerTube,
  input: UploadInput,
  options: LegacyUploadOptions,
): Promise<PeerTubeUploadResult> {
  const given = toUploadSource(input);
  try {
    checkVideoFields(options);
    const key = checkUploadKey(options.key ?? newUploadKey());
    if (given.sizeBytes > MAX_LEGACY_BYTES) {
      throw new UploadError('The file is larger than 64 MiB. Use the resumable upload.', { code: 'upload/too-large' });
    }
    const { name, signal } = options;
    const find = uploadedFinder(peertube.http);
    const video =
      (options.key === undefined ? undefined : await find(key, { name, signal })) ??
      (await sendWhole(peertube, guardSource(given), { ...options, key }, find));
    await sendExtras(peertube, video, options, { signal });
    return video;
  } finally {
    // The bytes are where they belong, or the failure is on its way.
    await given.close?.().catch(() => undefined);
  }
}

async function sendWhole(
  peertube: PeerTube,
  source: UploadSource,
  fields: LegacyUploadOptions & { key: string },
  find: UploadedFinder,
): Promise<PeerTubeUploadResult> {
  const { http, clock } = peertube;
  const { key, name, signal } = fields;
  const announcement = await preflight(peertube, source, { fields, inspect: true, resuming: false, signal });
  const form = announcement.asForm();
  const video = new Blob([await source.slice(0, source.sizeBytes, signal ? { signal } : {})], {
    type: announcement.mediaType,
  });
  if (video.size !== source.sizeBytes) throw sourceChanged();
  form.append('videofile', video, markedFilename(source.name, key));
  const sinceMs = clock.now();
  try {
    const response = await http.request({
      method: 'POST',
      path: '/api/v1/videos/upload',
      body: form,
      errorMappings: uploadErrorMappings(newVideoRefusal(() => announcement.isOwnChannel)),
      auth: 'required',
      retry: 'never',
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    return await readResult(response, uploadedVideo);
  } catch (error) {
    if (signal?.aborted || !isPiyaError(error)) throw error;
    if (!error.retryable) throw uploadFailure(error, 0);
    return lookFor(peertube, () => find(key, { name, sinceMs, signal }), error, signal);
  }
}

/** The answer was lost: asks the account for the video until it is there, or long enough. */
async function lookFor(
  { clock, random }: PeerTube,
  find: () => Promise<PeerTubeUploadResult | undefined>,
  cause: unknown,
  signal: AbortSignal | undefined,
): Promise<PeerTubeUploadResult> {
  for (let look = 0; look < LOOKS; look++) {
    await clock.sleep(pollDelayMs(look, random), signal);
    const found = await find().catch((reason) => {
      if (isPiyaError(reason) && reason.retryable) return undefined;
      throw reason;
    });
    if (found) return found;
  }
  throw new UploadError('The answer was lost and the video is not in the account. Call again with the same key.', {
    code: 'upload/result-unknown',
    retryable: true,
    cause,
  });
}
