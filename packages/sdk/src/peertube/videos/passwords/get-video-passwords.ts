import { listAllSigned } from '../../request/ask.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { ownedVideoRequest } from '../video-request.js';

/** One password of a protected video, as its owner sees it. */
export interface PeerTubeVideoPassword {
  id: number;
  /** Secret, in clear. */
  password: string;
}

/**
 * The passwords of a protected video; owner only.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link HttpError} `video/not-found`, `http/bad-request` for a video of
 * another privacy.
 * @see PeerTube REST API, "List video passwords"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getVideoPasswords } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * console.log((await getVideoPasswords(peertube, 'gRjscAKWouefiE5Tmt8MeC')).length, 'passwords');
 * ```
 */
export function getVideoPasswords(
  peertube: PeerTube,
  id: string | number,
  options: CallOptions = {},
): Promise<PeerTubeVideoPassword[]> {
  return listAllSigned(peertube, 'GET /videos/:id/passwords', ownedVideoRequest(id, options));
}
