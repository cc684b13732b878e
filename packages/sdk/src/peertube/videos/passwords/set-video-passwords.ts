import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { assertUsablePasswords, normalizeTexts } from '../../request/fields.js';
import { changeVideo, ownedVideoRequest } from '../video-request.js';

/**
 * Replaces the passwords of a protected video.
 *
 * @param passwords - 2 to 99 characters each: Latin letters, digits and signs, see {@link canBeVideoPassword}.
 * @throws {@link AuthError} `auth/forbidden`; {@link HttpError} `video/not-found`, `http/bad-request`;
 * {@link ConfigError} `config/invalid-option` for a password that cannot be sent.
 * @see PeerTube REST API, "Update video passwords"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, setVideoPasswords } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // Who has the old one is locked out.
 * await setVideoPasswords(peertube, 'gRjscAKWouefiE5Tmt8MeC', [crypto.randomUUID()]);
 * ```
 */
export async function setVideoPasswords(
  peertube: PeerTube,
  id: string | number,
  passwords: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  assertUsablePasswords(passwords);
  await changeVideo(peertube, 'PUT /videos/:id/passwords', {
    ...ownedVideoRequest(id, options),
    json: normalizeTexts({ passwords }),
  });
}
