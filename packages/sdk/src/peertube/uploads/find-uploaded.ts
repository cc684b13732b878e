import { normalizeText } from '../../contract/text.js';
import type { Http, QueryValue } from '../../http/types.js';
import type { StepOptions } from '../../upload/types.js';
import { carriesKey } from './marked-filename.js';

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
  /**
   * When the last chunk went out, in milliseconds since the epoch: of the renamed ones only the 25 are looked at that were
   * made next to it, before it or after it. @defaultValue unknown: all are
   */
  finishingSinceMs?: number | undefined;
  /**
   * Leaves out channels of other accounts that this one may publish to. PeerTube 8.2.1 takes about ten times as long to
   * list them as well. @defaultValue false
   */
  ownChannelsOnly?: boolean | undefined;
}

/** Looks for a key; `undefined` when the account has no such video. */
export type UploadedFinder = (key: string, options: FindUploadedOptions) => Promise<PeerTubeUploadResult | undefined>;

interface ListedVideo extends PeerTubeUploadResult {
  name: string;
  createdAt: string;
  isLive: boolean;
}

/** The clocks of client and server may differ by this much: a day, and the two hours that time zones span beyond it. */
const CLOCK_SKEW_MS = 26 * 3_600_000;
/** The most that PeerTube lists at once. */
const PAGE = 100;
/** Renamed ones that are looked at around a known time. Each is a request, and a process that ends soon must get further. */
const MAX_NEAR = 25;

/**
 * Finds the video that was uploaded with a key, for when the answer that named it was lost. The key is in the name of
 * the uploaded file, which `GET /videos/:id/source` gives to the owner.
 *
 * Looks at every video of the same title first; then, when the time of the first attempt is known, at all that are younger,
 * because it may have been renamed. Each costs one request, once.
 *
 * One factory: its looks share what was asked already.
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
    const { sinceMs, finishingSinceMs, signal, ownChannelsOnly = false } = options;
    // Since 8: a channel may be another account's, which lists its videos itself. Older versions ignore this.
    const channels = ownChannelsOnly ? {} : { includeCollaborations: true };
    const name = titleOf(options.name);
    // As given too: videos of earlier versions of this kit have titles that are not normalised.
    for (const search of new Set([name, options.name.trim()].map(searchFor))) {
      for await (const video of list({ ...channels, search }, sinceMs, signal)) {
        if (titleOf(video.name) === name && (await isOf(video, key, signal))) return resultOf(video);
      }
    }
    if (sinceMs === undefined) return undefined;
    const younger: ListedVideo[] = [];
    for await (const video of list(channels, sinceMs, signal)) younger.push(video);
    for (const video of finishingSinceMs === undefined ? younger : nearest(younger, finishingSinceMs)) {
      if (await isOf(video, key, signal)) return resultOf(video);
    }
    return undefined;
  }

  /** The account's videos, the newest first, as far back as the first attempt. */
  async function* list(
    query: Record<string, QueryValue>,
    sinceMs = 0,
    signal?: AbortSignal,
  ): AsyncGenerator<ListedVideo> {
    for (let start = 0; ; start += PAGE) {
      const { data } = await http.json<{ data: ListedVideo[] }>({
        path: '/api/v1/users/me/videos',
        query: { ...query, start, count: PAGE, sort: '-createdAt' },
        auth: 'required',
        signal,
      });
      for (const video of data) {
        if (Date.parse(video.createdAt) < sinceMs - CLOCK_SKEW_MS) return;
        if (!video.isLive) yield video;
      }
      if (data.length < PAGE) return;
    }
  }

  async function isOf({ uuid }: ListedVideo, key: string, signal?: AbortSignal): Promise<boolean> {
    const file = files.get(uuid) || (await uploadedFilename(uuid, signal));
    files.set(uuid, file);
    return carriesKey(file, key);
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

/** PeerTube makes the video when it has the last chunk: the nearest are the likeliest. */
function nearest(videos: ListedVideo[], ms: number): ListedVideo[] {
  const distance = ({ createdAt }: ListedVideo) => Math.abs(Date.parse(createdAt) - ms);
  return videos.sort((a, b) => distance(a) - distance(b)).slice(0, MAX_NEAR);
}

const resultOf = ({ id, uuid, shortUUID }: ListedVideo): PeerTubeUploadResult => ({ id, uuid, shortUUID });

/** Beside an image the title travels in a form, which writes its line ends in its own way. */
const titleOf = (name: string): string => normalizeText(name.trim().replaceAll('\r\n', '\n'));

/** PeerTube compares by a pattern, in which a backslash is none: the longest piece without one finds the title too. */
const searchFor = (title: string): string => title.split(/[\\\r\n]/).reduce((a, b) => (b.length > a.length ? b : a));
