import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

const PING_TIMEOUT_MS = 5_000;

/**
 * Asks whether the instance answers within five seconds. Rejects when it does not, never repeats.
 *
 * @throws {@link NetworkError} `network/unreachable`; {@link TimeoutError}; {@link HttpError} of a proxy whose PeerTube
 * is away.
 * @example
 * ```ts
 * import { createPeerTube, ping } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const isUp = await ping(peertube).then(
 *   () => true,
 *   () => false,
 * );
 * console.log(isUp);
 * ```
 */
export async function ping(peertube: PeerTube, { signal }: CallOptions = {}): Promise<void> {
  await peertube.http.request({
    path: '/api/v1/ping',
    auth: 'none',
    retry: 'never',
    timeoutMs: PING_TIMEOUT_MS,
    signal,
  });
}
