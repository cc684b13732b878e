import type { HttpError } from '../../errors/http-error.js';
import { listAllSigned } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { assertUsablePasswords, videoFieldsToJson } from '../request/fields.js';
import { bodyOf } from '../request/form-data.js';
import type { PeerTubeVideoChanges } from '../types/video.js';
import { VIDEO_CHANGE_ERRORS } from './video-errors.js';
import { changeVideo } from './video-request.js';

/**
 * Changes the fields given and leaves the others. A password-protected video keeps its passwords unless
 * `videoPasswords` is given.
 *
 * @throws {@link HttpError} `http/bad-request` with `invalidParams`, `video/not-found`, `channel/not-found`;
 * {@link AuthError} `auth/forbidden`; {@link LiveError} `live/already-started` for the privacy of a live on air;
 * {@link ConfigError} `config/invalid-option` for a password that nobody could enter.
 * @see PeerTube REST API, "Update a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, updateVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await updateVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC', { name: 'A better title', tags: ['sea'], category: null });
 * ```
 */
export async function updateVideo(
  peertube: PeerTube,
  id: string | number,
  fields: PeerTubeVideoChanges,
  { signal }: CallOptions = {},
): Promise<void> {
  assertUsablePasswords(fields.videoPasswords ?? []);
  const about = { params: { id }, errorMappings: VIDEO_CHANGE_ERRORS, signal };
  const put = (videoPasswords = fields.videoPasswords): Promise<void> => {
    const json = videoFieldsToJson(videoPasswords ? { ...fields, videoPasswords } : fields);
    return changeVideo(peertube, 'PUT /videos/:id', { ...about, ...bodyOf(json, fields.thumbnail) });
  };
  try {
    await put();
  } catch (error) {
    const isMissing = /passwords are missing/.test((error as Partial<HttpError>).detail ?? '');
    if (!isMissing || fields.privacy !== undefined) throw error;
    // PeerTube wants the passwords of a protected video with every change, whatever changes.
    const kept = await listAllSigned<{ password: string }>(peertube, 'GET /videos/:id/passwords', about);
    if (kept.length === 0) throw error;
    await put(kept.map(({ password }) => password));
  }
}
