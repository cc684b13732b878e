import { assertField } from '../../http/assert-field.js';
import type { ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeConfig } from '../types/config.js';

const CONFIG_TTL_MS = 5 * 60_000;

/**
 * What the instance allows: live, upload types, chunk size, view interval. Kept for five minutes.
 *
 * @throws {@link HttpError} `http/unexpected-body` when the address is not a PeerTube.
 * @see PeerTube REST API, "Get instance public configuration"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getConfig } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { serverVersion, live, video } = await getConfig(peertube);
 * console.log(serverVersion, live.enabled, video.file.extensions.includes('.mkv'));
 * ```
 */
export function getConfig(peertube: PeerTube, options: ReadOptions = {}): Promise<PeerTubeConfig> {
  const load = async (signal: AbortSignal | undefined): Promise<PeerTubeConfig> => {
    const config = await peertube.http.json<PeerTubeConfig>({ path: '/api/v1/config', auth: 'none', signal });
    assertField('GET /api/v1/config', config, 'serverVersion', 'string');
    return config;
  };
  return peertube.cache.get('config', CONFIG_TTL_MS, load, options);
}
