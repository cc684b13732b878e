import type { CallOptions } from '../peertube/request/call-options.js';
import type { Piyakast } from './create-piyakast.js';
import type { Page, PiyakastChannel, UploadLimits } from './types.js';

/**
 * The channels that videos and lives of this server may go to; the first is the default.
 *
 * @throws {@link AuthError} `auth/not-signed-in`; {@link NetworkError} `network/unreachable` while the server has had no
 * answer of its PeerTube yet.
 * @example
 * ```ts
 * import { createPiyakast, listPiyakastChannels } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * for (const { id, displayName } of await listPiyakastChannels(piyakast)) console.log(id, displayName);
 * ```
 */
export async function listPiyakastChannels(
  { http }: Piyakast,
  { signal }: CallOptions = {},
): Promise<PiyakastChannel[]> {
  const page = await http.json<Page<PiyakastChannel>>({ path: '/api/v1/channels', auth: 'required', signal });
  return page.data;
}

/**
 * What an upload may be now: size, extensions, and what is left of the account's quotas. What does not fit is refused at
 * its announcement, with `upload/too-large` or `upload/quota-exceeded`.
 *
 * @throws {@link AuthError} `auth/not-signed-in`; {@link NetworkError}.
 * @example
 * ```ts
 * import { createPiyakast, getPiyakastUploadLimits } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { maxUploadBytes, quotaBytesLeft, dailyBytesLeft } = await getPiyakastUploadLimits(piyakast);
 * // `null` is no limit, or an unknown one.
 * console.log(Math.min(maxUploadBytes, quotaBytesLeft ?? Infinity, dailyBytesLeft ?? Infinity), 'bytes at most');
 * ```
 */
export function getPiyakastUploadLimits({ http }: Piyakast, { signal }: CallOptions = {}): Promise<UploadLimits> {
  return http.json({ path: '/api/v1/limits', auth: 'required', signal });
}
