import { need } from '../http/need.js';
import type { HttpRequest } from '../http/types.js';
import type { CallOptions, ReadOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import type { PeerTubeConfig } from './types/config.js';

const CONFIG_TTL_MS = 5 * 60_000;
/** Categories, licences and languages change with a plugin or an update. */
const CONSTANTS_TTL_MS = 60 * 60_000;
const PING_TIMEOUT_MS = 5_000;

/**
 * What the instance allows: live, upload types, chunk size, view interval. Kept for five minutes.
 *
 * @throws {@link HttpError} `http/unexpected-body` when the address is not a PeerTube.
 */
export function getConfig(peertube: PeerTube, options: ReadOptions = {}): Promise<PeerTubeConfig> {
  const load = async (signal: AbortSignal | undefined): Promise<PeerTubeConfig> => {
    const config = await peertube.http.json<PeerTubeConfig>({ path: '/api/v1/config', auth: 'none', signal });
    need('GET /api/v1/config', config, 'serverVersion', 'string');
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

/** The instance's categories: id to label. Instances number and name them themselves. Kept for an hour. */
export const getCategories = /* @__PURE__ */ constants('categories');

/** The instance's licences: id to label. Kept for an hour. */
export const getLicences = /* @__PURE__ */ constants('licences');

/** The instance's languages: ISO 639 code to label. Kept for an hour. */
export const getLanguages = /* @__PURE__ */ constants('languages');

/** The instance's privacies: id to label. Kept for an hour. */
export const getPrivacies = /* @__PURE__ */ constants('privacies');

/** Whether the instance answers within five seconds. Rejects when it does not, never repeats. */
export async function ping(peertube: PeerTube, { signal }: CallOptions = {}): Promise<void> {
  await peertube.http.request({
    path: '/api/v1/ping',
    auth: 'none',
    retry: 'never',
    timeoutMs: PING_TIMEOUT_MS,
    signal,
  });
}
