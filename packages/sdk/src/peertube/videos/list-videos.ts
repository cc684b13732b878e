import { list } from '../request/ask.js';
import type { ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { videoOf } from '../request/normalize.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';

/** Filters of {@link listVideos} and {@link searchVideos}. */
export interface VideoListOptions extends ListOptions {
  /** Words of the name. */
  search?: string;
  /** Ids of the instance's list. */
  categoryOneOf?: readonly number[];
  /** Ids of the instance's list. */
  licenceOneOf?: readonly number[];
  /** ISO 639 codes. */
  languageOneOf?: readonly string[];
  /** Any of them. */
  tagsOneOf?: readonly string[];
  /** All of them. */
  tagsAllOf?: readonly string[];
  /** Whether to list what is not for everyone. @defaultValue the instance's policy, or the user's */
  nsfw?: 'true' | 'false' | 'both';
  /** `true` lists only lives that are on air. */
  isLive?: boolean;
  /** Lives that are announced too, with their `schedules`; PeerTube 7.3 and later, others leave them out. */
  includeScheduledLive?: boolean;
  /** Sum of the flags of which a video must have one: 1 violent, 2 explicit sex (PeerTube 7.2 and later). */
  nsfwFlagsIncluded?: number;
  /** Sum of the flags of which it must have none. */
  nsfwFlagsExcluded?: number;
  /** Only of this instance, or only of others. */
  isLocal?: boolean;
  /** Only what plays as HLS, or only what does not. */
  hasHLSFiles?: boolean;
  /** Only what plays as plain files, or only what does not. */
  hasWebVideoFiles?: boolean;
  /** Does not count, which is cheaper for the instance; `total` is then 0. */
  skipCount?: boolean;
}

/**
 * Public videos, of other instances too unless `isLocal`. Lives only while they are on air.
 *
 * @throws {@link HttpError} `http/bad-request` for an unknown `sort` or more than 100 items.
 * @see PeerTube REST API, "List videos"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, listVideos } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { total, data } = await listVideos(peertube, { isLocal: true, sort: '-views', count: 10 });
 * console.log(total, data.map(({ name, views }) => `${name}: ${views}`));
 * ```
 */
export function listVideos(
  peertube: PeerTube,
  { signal, ...query }: VideoListOptions = {},
): Promise<PeerTubePage<PeerTubeVideo>> {
  return list(peertube, 'GET /videos', { query, signal }, videoOf);
}
