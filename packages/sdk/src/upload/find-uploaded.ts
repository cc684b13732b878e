import type { Http, QueryValue } from '../http/types.js';
import type { StepOptions } from './types.js';
import { carriesKey } from './upload-key.js';

/** What PeerTube answers when a video is made, and nothing else. */
export interface PeerTubeUploadResult {
  /** Numeric id on its instance. */
  id: number;
  /** The same everywhere, also on instances that follow this one. */
  uuid: string;
  /** The UUID in 22 characters, as in addresses. */
  shortUUID: string;
}

/** What to look for. */
export interface FindUploadedOptions extends StepOptions {
  /** The title that the video was created with. */
  name: string;
  /** When the first attempt began, in milliseconds since the epoch. Videos much older are not looked at. */
  sinceMs?: number | undefined;
}

/** Looks for a key; `undefined` when the account has no such video. */
export type UploadedFinder = (key: string, options: FindUploadedOptions) => Promise<PeerTubeUploadResult | undefined>;

interface ListedVideo extends PeerTubeUploadResult {
  name: string;
  createdAt: string;
  isLive: boolean;
}

/** The clocks of client and server may differ by this much. */
const CLOCK_SKEW_MS = 3_600_000;
/** Videos of the same title that are looked at; each is one request. */
const MAX_NAMESAKES = 100;
/** Younger videos of another title that are looked at. */
const MAX_RENAMED = 25;

/**
 * Finds the video that was uploaded with a key, for when the answer that named it was lost. The key is in the name of
 * the uploaded file, which `GET /videos/:id/source` gives to the owner.
 *
 * Looks at videos of the same title first; then, when the time of the first attempt is known, at the newest of those that
 * are younger, because somebody may have renamed it.
 *
 * @example
 * ```ts
 * import { createPeerTube, uploadedFinder } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const find = uploadedFinder(peertube.http);
 * const video = await find('the-key', { name: 'Holiday' });
 * console.log(video?.uuid ?? 'not there');
 * ```
 */
export function uploadedFinder(http: Http): UploadedFinder {
  /** Names of files do not change: a video that is not ours is asked for once. */
  const files = new Map<string, string>();

  async function find(key: string, options: FindUploadedOptions): Promise<PeerTubeUploadResult | undefined> {
    const { sinceMs, signal } = options;
    const name = options.name.trim();
    const namesakes = await list({ search: name, count: MAX_NAMESAKES }, signal);
    const renamed = sinceMs === undefined ? [] : await list({ count: MAX_RENAMED }, signal);
    for (const video of [...namesakes.filter((video) => video.name === name), ...renamed]) {
      const { id, uuid, shortUUID, createdAt, isLive } = video;
      if (isLive || Date.parse(createdAt) < (sinceMs ?? 0) - CLOCK_SKEW_MS) continue;
      const file = files.get(uuid) || (await uploadedFilename(uuid, signal));
      files.set(uuid, file);
      if (carriesKey(file, key)) return { id, uuid, shortUUID };
    }
    return undefined;
  }

  async function list(query: Record<string, QueryValue>, signal: AbortSignal | undefined): Promise<ListedVideo[]> {
    const page = await http.json<{ data: ListedVideo[] }>({
      path: '/api/v1/users/me/videos',
      query: { ...query, sort: '-createdAt' },
      auth: 'required',
      signal,
    });
    return page.data;
  }

  async function uploadedFilename(id: string, signal: AbortSignal | undefined): Promise<string> {
    const response = await http.request({
      path: `/api/v1/videos/${id}/source`,
      route: '/api/v1/videos/:id/source',
      auth: 'required',
      // No source: an import, or a replay, or a video that was deleted a moment ago.
      accept: [404],
      signal,
    });
    if (response.status === 404) return '';
    const { inputFilename, filename } = (await response.json()) as Partial<Record<string, string | null>>;
    return inputFilename ?? filename ?? '';
  }

  return find;
}
