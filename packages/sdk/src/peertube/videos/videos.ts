import type { HttpError } from '../../errors/http-error.js';
import { PiyaError } from '../../errors/piya-error.js';
import { type Asked, ask, change, list, listAllSigned, nameOf, type Route } from '../request/ask.js';
import type { CallOptions, ListOptions, ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { assertUsablePasswords, videoFieldsToJson } from '../request/fields.js';
import { bodyOf } from '../request/form-data.js';
import { videoDetailsOf, videoOf } from '../request/normalize.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTubeVideo, PeerTubeVideoChanges, PeerTubeVideoDetails } from '../types/video.js';
import { CHANGE_MEANINGS, VIDEO_MEANINGS } from './video-errors.js';

/** Short: a page that shows a video twice asks once, and a change is seen soon. */
const VIDEO_TTL_MS = 5_000;
const GET: Route = 'GET /videos/:id';

/** Options of {@link getVideo} and of what belongs to a video. */
export interface VideoReadOptions extends ReadOptions {
  /** Of a password-protected video. Sent without the session: with one, PeerTube would refuse even the owner's. */
  password?: string | undefined;
}

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
  /** Whether to list what is not for everybody. @defaultValue the instance's policy, or the user's */
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

/** A request for a video or a part of it: with a password, or as the signed-in user, or as anybody. */
export function reading(id: string | number, { signal, password }: VideoReadOptions): Asked {
  const request = { params: { id }, errorMappings: VIDEO_MEANINGS, signal };
  if (password === undefined) return request;
  // What no header can carry is no video's password: see `canBeVideoPassword`.
  if (/[^ -\xff]/.test(password)) {
    throw new PiyaError('Ask for the password again.', { code: 'video/password-incorrect' });
  }
  return { ...request, auth: 'none', headers: { 'x-peertube-video-password': password } };
}

/**
 * A whole video by numeric id, UUID or short UUID. Kept for five seconds.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`, `video/password-incorrect`.
 * @see PeerTube REST API, "Get a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getVideo, hlsUrlOf } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const video = await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(video.name, video.duration, 'seconds', video.thumbnails.at(-1)?.url, hlsUrlOf(video));
 * ```
 */
export function getVideo(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeVideoDetails> {
  const load = async (signal: AbortSignal | undefined): Promise<PeerTubeVideoDetails> =>
    videoDetailsOf(peertube.url, await ask(peertube, GET, reading(id, { ...options, signal })), nameOf(GET));
  if (options.password !== undefined) return load(options.signal);
  return peertube.cache.get(`video:${id}`, VIDEO_TTL_MS, load, options);
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

/**
 * Public videos that match `search`; reaches other instances where the administrator allows it.
 *
 * @throws {@link HttpError} `http/bad-request` for an unknown `sort` or more than 100 items.
 * @see PeerTube REST API, "Search videos"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, searchVideos } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await searchVideos(peertube, 'sea', { tagsOneOf: ['summer'], count: 10 });
 * console.log(data.map(({ url }) => url)); // on their own instances
 * ```
 */
export function searchVideos(
  peertube: PeerTube,
  search: string,
  { signal, ...query }: VideoListOptions = {},
): Promise<PeerTubePage<PeerTubeVideo>> {
  return list(peertube, 'GET /search/videos', { query: { ...query, search }, signal }, videoOf);
}

/**
 * Changes the fields given and leaves the others. A password-protected video keeps its passwords unless
 * `videoPasswords` is given.
 *
 * @throws {@link HttpError} `http/bad-request` with `invalidParams`, `video/not-found`, `channel/not-found`;
 * {@link AuthError} `auth/forbidden`; {@link LiveError} `live/already-started` for the privacy of a live on air;
 * {@link ConfigError} `config/invalid-option` for a password that nobody could enter.
 * @see PeerTube REST API, "Update a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, updateVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await updateVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC', { name: 'A better title', tags: ['sea'], category: null });
 * ```
 */
export async function updateVideo(
  peertube: PeerTube,
  id: string | number,
  fields: PeerTubeVideoChanges,
  { signal }: CallOptions = {},
): Promise<void> {
  assertUsablePasswords(fields.videoPasswords ?? []);
  const about = { params: { id }, errorMappings: CHANGE_MEANINGS, signal };
  const put = (videoPasswords = fields.videoPasswords): Promise<void> => {
    const json = videoFieldsToJson(videoPasswords ? { ...fields, videoPasswords } : fields);
    return changeVideo(peertube, 'PUT /videos/:id', { ...about, ...bodyOf(json, fields.thumbnail) });
  };
  try {
    await put();
  } catch (error) {
    const isMissing = /passwords are missing/.test((error as Partial<HttpError>).detail ?? '');
    if (!isMissing || fields.privacy !== undefined) throw error;
    // PeerTube wants the passwords of a protected video with every change, whatever changes.
    const kept = await listAllSigned<{ password: string }>(peertube, 'GET /videos/:id/passwords', about);
    if (kept.length === 0) throw error;
    await put(kept.map(({ password }) => password));
  }
}

/**
 * Deletes a video or live; one that streams is cut at once.
 *
 * @throws {@link HttpError} `video/not-found`; {@link AuthError} `auth/forbidden`.
 * @see PeerTube REST API, "Delete a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, deleteVideo, isPiyaError } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await deleteVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC').catch((error: unknown) => {
 *   // Somebody else was faster.
 *   if (!isPiyaError(error) || error.code !== 'video/not-found') throw error;
 * });
 * ```
 */
export async function deleteVideo(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<void> {
  await changeVideo(peertube, 'DELETE /videos/:id', { params: { id }, errorMappings: CHANGE_MEANINGS, signal });
}

/**
 * Likes, dislikes, or takes that back.
 *
 * @throws {@link AuthError} `auth/not-signed-in`; {@link HttpError} `video/not-found`, `video/private`.
 * @see PeerTube REST API, "Like/dislike a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, rateVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await rateVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC', 'like');
 * ```
 */
export async function rateVideo(
  peertube: PeerTube,
  id: string | number,
  rating: 'like' | 'dislike' | 'none',
  { signal }: CallOptions = {},
): Promise<void> {
  const request = { params: { id }, json: { rating }, errorMappings: VIDEO_MEANINGS, signal };
  await changeVideo(peertube, 'PUT /videos/:id/rate', request);
}

/** Changes a video. What is kept is forgotten also when no answer came: the change may have been made. */
export const changeVideo = (peertube: PeerTube, route: Route, request: Asked): Promise<void> =>
  change(peertube, route, request).finally(() => forgetVideos(peertube));

/** A video goes by three ids, so a change forgets all. */
export function forgetVideos({ cache }: PeerTube): void {
  cache.invalidate('video:');
}
