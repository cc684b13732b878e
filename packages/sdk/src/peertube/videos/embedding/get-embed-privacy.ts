import { askSigned } from '../../request/ask.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { VIDEO_CHANGE_ERRORS } from '../video-errors.js';

/** Which sites may embed a video (PeerTube 8); {@link setEmbedPrivacy} takes the same. */
export interface PeerTubeEmbedPrivacy {
  /** 1 all, 2 only `domains`, 3 decided elsewhere. */
  policy: { id: number; label: string };
  /** Hosts of pages that may, for policy 2. */
  domains: string[];
}

/**
 * Which sites may embed the video; owner only.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8, `video/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @example
 * ```ts
 * import { createPeerTube, getEmbedPrivacy } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { policy, domains } = await getEmbedPrivacy(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(policy.label, domains);
 * ```
 */
export function getEmbedPrivacy(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubeEmbedPrivacy> {
  return askSigned(peertube, 'GET /videos/:id/embed-privacy', {
    params: { id },
    errorMappings: VIDEO_CHANGE_ERRORS,
    signal,
  });
}
