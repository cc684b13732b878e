import { askSigned } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeQuotaUsed } from '../types/actor.js';

/**
 * Bytes that the signed-in user's videos take.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`.
 * @see PeerTube REST API, "Get my user used quota"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getMe, getQuotaUsed } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [{ videoQuota }, { videoQuotaUsed }] = await Promise.all([getMe(peertube), getQuotaUsed(peertube)]);
 * // The quota of the configuration is the instance's default; the user's own is what counts.
 * console.log(videoQuota === -1 ? 'no limit' : `${videoQuota - videoQuotaUsed} bytes left`);
 * ```
 */
export function getQuotaUsed(peertube: PeerTube, { signal }: CallOptions = {}): Promise<PeerTubeQuotaUsed> {
  return askSigned(peertube, 'GET /users/me/video-quota-used', { signal });
}
