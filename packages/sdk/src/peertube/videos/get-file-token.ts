import { assertField } from '../../http/assert-field.js';
import { ask, nameOf, type Route } from '../request/ask.js';
import type { PeerTube } from '../request/create-peertube.js';
import { type VideoReadOptions, videoRequest } from './video-request.js';

const TOKEN: Route = 'POST /videos/:id/token';

/** Opens the files of a video that is not public. */
export interface PeerTubeFileToken {
  /** Secret. Lost when the instance restarts. */
  token: string;
  /** ISO 8601; about eight hours ahead. */
  expires: string;
}

/**
 * A token for the files of a private, internal or password-protected video. A player adds it to the playlist's address
 * as `videoFileToken`, with `reinjectVideoFileToken=true` where it plays HLS natively.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-incorrect`; {@link AuthError}
 * `auth/not-signed-in` without a session and a password.
 * @see PeerTube REST API, "Request video token"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getFileToken, getVideo, hlsUrlOf } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const password = 'open sesame';
 * const video = await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC', { password });
 * const playlist = new URL(hlsUrlOf(video) ?? peertube.url);
 * playlist.searchParams.set('videoFileToken', (await getFileToken(peertube, video.uuid, { password })).token);
 * playlist.searchParams.set('reinjectVideoFileToken', 'true');
 * ```
 */
export async function getFileToken(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeFileToken> {
  // A public video without a session is a 500 of PeerTube 6.3.
  const request = { auth: 'required', ...videoRequest(id, options) } as const;
  const body = await ask<{ files: PeerTubeFileToken }>(peertube, TOKEN, request);
  assertField(nameOf(TOKEN), body, 'files.token', 'string');
  return body.files;
}
