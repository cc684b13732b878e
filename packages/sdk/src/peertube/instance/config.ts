import { assertField } from '../../http/assert-field.js';
import type { HttpRequest } from '../../http/types.js';
import type { CallOptions, ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import type { PeerTubeConfig } from '../types/config.js';

const CONFIG_TTL_MS = 5 * 60_000;
/** Categories, licences and languages change with a plugin or an update. */
const CONSTANTS_TTL_MS = 60 * 60_000;
const PING_TIMEOUT_MS = 5_000;

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

function constants(name: string) {
  return (peertube: PeerTube, options: ReadOptions = {}): Promise<Record<string, string>> => {
    const request: HttpRequest = { path: `/api/v1/videos/${name}`, auth: 'none' };
    const load = (signal: AbortSignal | undefined) =>
      peertube.http.json<Record<string, string>>({ ...request, signal });
    return peertube.cache.get(`constants:${name}`, CONSTANTS_TTL_MS, load, options);
  };
}

/**
 * The instance's categories: id to label. Instances number and name them themselves. Kept for an hour.
 *
 * @throws {@link HttpError} `http/server-error`; {@link NetworkError} `network/unreachable`.
 * @see PeerTube REST API, "List available video categories"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getCategories } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const categories = await getCategories(peertube);
 * // By label: the numbers differ between instances.
 * const [id] = Object.entries(categories).find(([, label]) => label === 'Music') ?? [];
 * console.log(Number(id));
 * ```
 */
export const getCategories = /* @__PURE__ */ constants('categories');

/**
 * The instance's licences: id to label. Kept for an hour.
 *
 * @throws {@link HttpError} `http/server-error`; {@link NetworkError} `network/unreachable`.
 * @see PeerTube REST API, "List available video licences"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getLicences } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for (const [id, label] of Object.entries(await getLicences(peertube))) console.log(id, label);
 * ```
 */
export const getLicences = /* @__PURE__ */ constants('licences');

/**
 * The instance's languages: ISO 639 code to label. Kept for an hour.
 *
 * @throws {@link HttpError} `http/server-error`; {@link NetworkError} `network/unreachable`.
 * @see PeerTube REST API, "List available video languages"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getLanguages } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * console.log((await getLanguages(peertube)).ko); // Korean
 * ```
 */
export const getLanguages = /* @__PURE__ */ constants('languages');

/**
 * The instance's privacies: id to label. Kept for an hour.
 *
 * @throws {@link HttpError} `http/server-error`; {@link NetworkError} `network/unreachable`.
 * @see PeerTube REST API, "List available video privacy policies"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getPrivacies, privacyName } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // For a menu in the instance's words; calls take the words of this kit, such as `unlisted`.
 * for (const [id, label] of Object.entries(await getPrivacies(peertube))) console.log(privacyName(Number(id)), label);
 * ```
 */
export const getPrivacies = /* @__PURE__ */ constants('privacies');

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
