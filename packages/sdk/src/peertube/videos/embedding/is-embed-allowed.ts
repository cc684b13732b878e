import { isPiyaError } from '../../../errors/piya-error.js';
import { ask } from '../../request/ask.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { VIDEO_ERRORS } from '../video-errors.js';

/**
 * Whether pages of this host may embed the video. Instances before PeerTube 8 allow all.
 *
 * @param domain - Host of the page, such as `www.example`.
 * @throws {@link HttpError} `video/not-found`, `video/private`.
 * @example
 * ```ts
 * import { createPeerTube, embedUrl, isEmbedAllowed, watchUrl } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const id = 'gRjscAKWouefiE5Tmt8MeC';
 * const isAllowed = await isEmbedAllowed(peertube, id, location.hostname);
 * console.log(isAllowed ? embedUrl(peertube.url, id) : watchUrl(peertube.url, id));
 * ```
 */
export async function isEmbedAllowed(
  peertube: PeerTube,
  id: string | number,
  domain: string,
  { signal }: CallOptions = {},
): Promise<boolean> {
  const request = { params: { id }, query: { domain }, errorMappings: VIDEO_ERRORS, signal };
  try {
    const route = 'GET /videos/:id/embed-privacy/allowed';
    return (await ask<{ domainAllowed: boolean }>(peertube, route, request)).domainAllowed;
  } catch (error) {
    if (isPiyaError(error) && error.code === 'config/unsupported') return true;
    throw error;
  }
}
