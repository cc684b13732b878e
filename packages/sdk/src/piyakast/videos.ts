import { HttpError } from '../errors/http-error.js';
import type { CallOptions } from '../peertube/request/call-options.js';
import { unlessMissing } from '../peertube/request/unless-missing.js';
import type { Piyakast } from './create-piyakast.js';
import type { Page, PiyakastVideo, VideoMetadata } from './types.js';
import { type PiyakastViewerOptions, passwordHeader } from './viewer-options.js';

/** What to list, with {@link listPiyakastVideos} and {@link listPiyakastStreams}. */
export interface PiyakastListOptions extends CallOptions {
  /** From 0. @defaultValue 0 */
  start?: number;
  /** Items at most. @defaultValue the server's */
  count?: number;
  /** `next` of the part before, in place of `start`: misses nothing when items come or go meanwhile. */
  cursor?: string | undefined;
  /** In name and description. */
  search?: string;
}

const ROUTE = '/api/v1/videos/:id';
const pathOf = (id: string) => `/api/v1/videos/${encodeURIComponent(id)}`;

/**
 * The videos that the asker may see, newest first. A token that the server refuses counts as none.
 *
 * @throws {@link HttpError} `http/bad-request` for a `count` out of range; {@link NetworkError}.
 * @example
 * ```ts
 * import { createPiyakast, listPiyakastVideos } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { data, total } = await listPiyakastVideos(piyakast, { count: 10, search: 'holiday' });
 * console.log(total, data.map((video) => video.url));
 * ```
 */
export function listPiyakastVideos(
  { http }: Piyakast,
  { start, count, cursor, search, signal }: PiyakastListOptions = {},
): Promise<Page<PiyakastVideo>> {
  return http.json({ path: '/api/v1/videos', query: { start, count, cursor, search }, signal });
}

/**
 * One video, as the asker may see it.
 *
 * @throws {@link HttpError} `video/not-found`; `video/private` for one that the caller may not see;
 * `video/password-required`, `video/password-incorrect`, and `http/rate-limited` after too many wrong ones.
 * @example
 * ```ts
 * import { createPiyakast, getPiyakastVideo } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { state, sources, problem } = await getPiyakastVideo(piyakast, 'its id');
 * console.log(state, sources[0]?.kind, problem?.code);
 * ```
 */
export async function getPiyakastVideo(
  { http }: Piyakast,
  id: string,
  { password, signal }: PiyakastViewerOptions = {},
): Promise<PiyakastVideo> {
  return http.json({ path: pathOf(id), route: ROUTE, headers: passwordHeader(password), signal });
}

/**
 * The video, or `undefined` when there is none with this id.
 *
 * @throws {@link HttpError} for every failure but `video/not-found`; {@link NetworkError}.
 * @example
 * ```ts
 * import { createPiyakast, findPiyakastVideo } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * console.log((await findPiyakastVideo(piyakast, 'its id'))?.name ?? 'no such video');
 * ```
 */
export async function findPiyakastVideo(
  piyakast: Piyakast,
  id: string,
  options: CallOptions = {},
): Promise<PiyakastVideo | undefined> {
  try {
    return await getPiyakastVideo(piyakast, id, options);
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * The asker's own video that was announced under an upload key, in whatever state; `undefined` when there is none, or when
 * the server is too old to tell.
 *
 * @throws {@link AuthError} without a token; {@link HttpError}; {@link NetworkError}.
 */
export function findPiyakastVideoByKey(
  { http }: Piyakast,
  key: string,
  { signal }: CallOptions = {},
): Promise<PiyakastVideo | undefined> {
  const route = '/api/v1/videos/by-key/:key';
  const path = route.replace(':key', encodeURIComponent(key));
  // An upload waits for the answer, and can do without it.
  return unlessMissing(http.json({ path, route, auth: 'required', timeoutMs: 10_000, signal }));
}

/**
 * Changes the fields given; the answer is the video as it is now.
 *
 * @throws {@link UploadError} `upload/invalid-metadata`; {@link AuthError} `auth/forbidden`; {@link HttpError}
 * `video/not-found`.
 * @example
 * ```ts
 * import { createPiyakast, updatePiyakastVideo } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const video = await updatePiyakastVideo(piyakast, 'its id', { name: 'A better title', privacy: 'unlisted' });
 * console.log(video.updatedAt);
 * ```
 */
export function updatePiyakastVideo(
  { http }: Piyakast,
  id: string,
  patch: Partial<VideoMetadata>,
  { signal }: CallOptions = {},
): Promise<PiyakastVideo> {
  return http.json({ method: 'PATCH', path: pathOf(id), route: ROUTE, json: patch, auth: 'required', signal });
}

/**
 * Deletes it here and at PeerTube. Succeeds also when it is gone already.
 *
 * @throws AuthError `auth/forbidden` when it is another user's.
 * @example
 * ```ts
 * import { createPiyakast, deletePiyakastVideo } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * await deletePiyakastVideo(piyakast, 'its id');
 * ```
 */
export async function deletePiyakastVideo({ http }: Piyakast, id: string, { signal }: CallOptions = {}): Promise<void> {
  await http.request({ method: 'DELETE', path: pathOf(id), route: ROUTE, auth: 'required', accept: [404], signal });
}

/**
 * Tries PeerTube again now, instead of at the next scheduled time; the answer is the video as it is now.
 *
 * @throws HttpError `video/not-found`; AuthError `auth/forbidden`.
 * @example
 * ```ts
 * import { createPiyakast, retryPiyakastVideo } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { state } = await retryPiyakastVideo(piyakast, 'its id');
 * console.log(state); // `publishing` once it is on its way
 * ```
 */
export function retryPiyakastVideo(
  { http }: Piyakast,
  id: string,
  { signal }: CallOptions = {},
): Promise<PiyakastVideo> {
  return http.json({ method: 'POST', path: `${pathOf(id)}/retry`, route: `${ROUTE}/retry`, auth: 'required', signal });
}
