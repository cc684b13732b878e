import type { HttpRequest } from '../../http/types.js';
import type { ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';

/** Categories, licences and languages change with a plugin or an update. */
const CONSTANTS_TTL_MS = 60 * 60_000;

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
