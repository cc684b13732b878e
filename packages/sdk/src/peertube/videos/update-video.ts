import { isPiyaError } from '../../errors/piya-error.js';
import { type Asked, listAllSigned } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { assertUsablePasswords, videoFieldsToJson } from '../request/fields.js';
import { bodyOf, PICTURE_TIMEOUT_MS } from '../request/form-data.js';
import { refusalInWords, throwExplained } from '../request/refusal.js';
import type { PeerTubeVideoChanges } from '../types/video.js';
import { assertNsfwFlagsSupported } from './nsfw-flags.js';
import { changeVideo, ownedVideoRequest } from './video-request.js';

/**
 * Changes the fields given and leaves the others. A password-protected video keeps its passwords unless
 * `videoPasswords` is given.
 *
 * @throws {@link HttpError} `http/bad-request` with `invalidParams`, `video/not-found`, `channel/not-found`;
 * {@link AuthError} `auth/forbidden`; {@link LiveError} `live/already-started` for the privacy of a live on air;
 * {@link ConfigError} `config/invalid-option` for a password that cannot be sent.
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
  await assertNsfwFlagsSupported(peertube, fields, signal);
  const about = ownedVideoRequest(id, { signal });
  const put = (videoPasswords = fields.videoPasswords): Promise<void> => {
    const json = videoFieldsToJson(videoPasswords ? { ...fields, videoPasswords } : fields);
    const timeoutMs = fields.thumbnail && PICTURE_TIMEOUT_MS;
    const body = { ...bodyOf(json, fields.thumbnail), ...(timeoutMs && { timeoutMs }) };
    return changeVideo(peertube, 'PUT /videos/:id', { ...about, ...body });
  };
  const looks = async () => (await import('./explain-refusal.js')).updateLooks(peertube, id, fields, signal);
  await put()
    .catch(async (error: unknown) => {
      if (refusalInWords(error)?.status !== 400 || fields.privacy !== undefined || fields.videoPasswords) throw error;
      const kept = await keptPasswords(peertube, about);
      if (kept.length === 0) throw error;
      await put(kept);
    })
    .catch((error: unknown) => throwExplained(error, looks, signal));
}

/** PeerTube wants the passwords of a protected video with every change, and refuses the list of any other video. */
async function keptPasswords(peertube: PeerTube, about: Asked): Promise<string[]> {
  try {
    const kept = await listAllSigned<{ password: string }>(peertube, 'GET /videos/:id/passwords', about);
    return kept.map(({ password }) => password);
  } catch (error) {
    if (isPiyaError(error) && !error.retryable) return [];
    throw error;
  }
}
