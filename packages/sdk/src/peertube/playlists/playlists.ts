import { assertField } from '../../http/assert-field.js';
import { ask, askSigned, change, list, nameOf, type Route } from '../request/ask.js';
import type { CallOptions, ListOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { toFormData } from '../request/form-data.js';
import { picturedOf, videoOf } from '../request/normalize.js';
import type { PeerTubeImage, PeerTubeLabel, PeerTubePage, PeerTubeVideoIds } from '../types/common.js';
import type { PeerTubeVideo } from '../types/video.js';

const CREATE: Route = 'POST /video-playlists';
const GET: Route = 'GET /video-playlists/:id';

/** A playlist's own numbers: they differ from a video's. */
const PRIVACY_IDS: Record<PeerTubePlaylistPrivacy, number> = { public: 1, unlisted: 2, private: 3 };
/** Who may see a playlist. A public one needs a channel. */
export type PeerTubePlaylistPrivacy = 'public' | 'unlisted' | 'private';

/** A playlist. */
export interface PeerTubePlaylist {
  id: number;
  uuid: string;
  /** 22 characters, for short links. */
  shortUUID: string;
  displayName: string;
  /** `null` when there is none. */
  description: string | null;
  /** 1 public, 2 unlisted, 3 private. */
  privacy: PeerTubeLabel;
  /** Elements in it, those of deleted videos included. */
  videosLength: number;
  /** Smallest first; empty until it has a video or a picture of its own. */
  thumbnails: PeerTubeImage[];
  /** PeerTube's own player for the list, for an iframe. */
  embedUrl: string;
}

/** What may be set on a playlist, by {@link createPlaylist} and {@link updatePlaylist}. */
export interface PeerTubePlaylistFields {
  /** 1 to 120 characters. */
  displayName?: string;
  /** 3 to 1,000 characters; `null` clears it. */
  description?: string | null;
  /** Who may see it. @defaultValue `private` */
  privacy?: PeerTubePlaylistPrivacy;
  /** Numeric id of one of the account's channels; `null` for none. A public playlist needs one. */
  videoChannelId?: number | null;
  /** JPEG, PNG or WebP, at most 4 MiB. @defaultValue that of the first video */
  thumbnail?: Blob;
}

/** A video in a playlist. */
export interface PeerTubePlaylistElement {
  /** Of the element, not of the video. */
  id: number;
  /** From 1. */
  position: number;
  /** Seconds, or `null`. */
  startTimestamp: number | null;
  /** Seconds, or `null`. */
  stopTimestamp: number | null;
  /** `null` when the video is gone or private. */
  video: PeerTubeVideo | null;
}

const playlistOf = (origin: string, raw: unknown, route: string): PeerTubePlaylist => {
  assertField(route, raw, 'uuid', 'string');
  const playlist = raw as Record<string, unknown> & { uuid: string; embedPath?: string };
  const { embedPath = `/video-playlists/embed/${playlist.uuid}`, ...rest } = playlist;
  return { ...picturedOf<PeerTubePlaylist>(origin, rest), embedUrl: new URL(embedPath, origin).href };
};

const elementOf = (origin: string, raw: unknown, route: string): PeerTubePlaylistElement => {
  const element = raw as PeerTubePlaylistElement;
  return { ...element, video: element.video && videoOf(origin, element.video, route) };
};

/** Always sent as a form: PeerTube 6.3 fails (500) on JSON here, and refuses the second picture that videos have. */
const toForm = ({ privacy, thumbnail, description, ...fields }: PeerTubePlaylistFields): FormData => {
  const text = description === '' ? null : description;
  const json = { ...fields, description: text, privacy: privacy === undefined ? undefined : PRIVACY_IDS[privacy] };
  return toFormData(json, thumbnail, null);
};

/**
 * The playlists of an account, by its name: the public ones, and all for the owner.
 *
 * @throws {@link HttpError} `http/not-found` for an unknown account.
 * @see PeerTube REST API, "List playlists of an account"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, listPlaylists } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listPlaylists(peertube, 'ada');
 * console.log(data.map(({ displayName, videosLength }) => `${displayName} (${videosLength})`));
 * ```
 */
export function listPlaylists(
  peertube: PeerTube,
  account: string,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubePlaylist>> {
  return list(peertube, 'GET /accounts/:account/video-playlists', { params: { account }, query, signal }, playlistOf);
}

/**
 * A playlist by numeric id, UUID or short UUID.
 *
 * @throws {@link HttpError} `http/not-found`; `http/unauthorized` or `http/forbidden` for a private one of somebody
 * else.
 * @see PeerTube REST API, "Get a video playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getPlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { displayName, embedUrl } = await getPlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q');
 * console.log(displayName, embedUrl);
 * ```
 */
export async function getPlaylist(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubePlaylist> {
  return playlistOf(peertube.url, await ask(peertube, GET, { params: { id }, signal }), nameOf(GET));
}

/**
 * The videos of a playlist, in its order.
 *
 * @throws {@link HttpError} `http/not-found`.
 * @see PeerTube REST API, "List videos of a playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getPlaylistVideos } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for (const { position, video } of (await getPlaylistVideos(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q')).data) {
 *   console.log(position, video?.name ?? 'gone or private');
 * }
 * ```
 */
export function getPlaylistVideos(
  peertube: PeerTube,
  id: string | number,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubePlaylistElement>> {
  return list(peertube, 'GET /video-playlists/:id/videos', { params: { id }, query, signal }, elementOf);
}

/**
 * Makes a playlist; private unless `privacy` says otherwise.
 *
 * @throws {@link HttpError} `http/bad-request`, also for a public one without a channel; {@link AuthError}
 * `auth/not-signed-in`.
 * @see PeerTube REST API, "Create a video playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, createPlaylist, getMyChannels } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [channel] = await getMyChannels(peertube);
 * const fields = { displayName: 'Summer', privacy: 'public', videoChannelId: channel?.id ?? null } as const;
 * console.log((await createPlaylist(peertube, fields)).shortUUID);
 * ```
 */
export async function createPlaylist(
  peertube: PeerTube,
  fields: PeerTubePlaylistFields & { displayName: string },
  { signal }: CallOptions = {},
): Promise<PeerTubeVideoIds> {
  const body = toForm({ privacy: 'private', ...fields });
  const answer = await askSigned<{ videoPlaylist: PeerTubeVideoIds }>(peertube, CREATE, { body, signal });
  assertField(nameOf(CREATE), answer, 'videoPlaylist.id', 'number');
  return answer.videoPlaylist;
}

/**
 * Changes a playlist of the signed-in user.
 *
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`, `http/bad-request`.
 * @see PeerTube REST API, "Update a video playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, updatePlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await updatePlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q', { displayName: 'Summer 2026', description: null });
 * ```
 */
export function updatePlaylist(
  peertube: PeerTube,
  id: string | number,
  fields: PeerTubePlaylistFields,
  { signal }: CallOptions = {},
): Promise<void> {
  return change(peertube, 'PUT /video-playlists/:id', { params: { id }, body: toForm(fields), signal });
}

/**
 * Deletes a playlist; its videos stay.
 *
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`.
 * @see PeerTube REST API, "Delete a video playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, deletePlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await deletePlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q');
 * ```
 */
export function deletePlaylist(peertube: PeerTube, id: string | number, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'DELETE /video-playlists/:id', { params: { id }, signal });
}

/**
 * Puts a video at the end of a playlist.
 *
 * @param element - Numeric id or UUID of the video, and the seconds between which to play it.
 * @returns The id of the element, which {@link removeFromPlaylist} takes.
 * @throws {@link HttpError} `http/not-found` for the playlist or the video, `http/forbidden`.
 * @see PeerTube REST API, "Add a video in a playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { addToPlaylist, createPeerTube, getVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const video = await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * await addToPlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q', { videoId: video.id, startTimestamp: 30 });
 * ```
 */
export async function addToPlaylist(
  peertube: PeerTube,
  id: string | number,
  element: { videoId: string | number; startTimestamp?: number; stopTimestamp?: number },
  { signal }: CallOptions = {},
): Promise<{ id: number }> {
  const request = { params: { id }, json: element, signal };
  type Answer = { videoPlaylistElement: { id: number } };
  return (await askSigned<Answer>(peertube, 'POST /video-playlists/:id/videos', request)).videoPlaylistElement;
}

/**
 * Changes between which seconds an element of a playlist plays.
 *
 * @param elementId - Of the element, not of the video.
 * @param times - Whole seconds; `null` for the beginning or the end of the video. What is left out stays.
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`, `http/bad-request`.
 * @see PeerTube REST API, "Update a playlist element"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getPlaylistVideos, updatePlaylistElement } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const id = 'hFbcFLeaGBo5ESJXTgVJ9q';
 * const [first] = (await getPlaylistVideos(peertube, id)).data;
 * if (first) await updatePlaylistElement(peertube, id, first.id, { startTimestamp: 30, stopTimestamp: null });
 * ```
 */
export function updatePlaylistElement(
  peertube: PeerTube,
  id: string | number,
  elementId: number,
  times: { startTimestamp?: number | null; stopTimestamp?: number | null },
  { signal }: CallOptions = {},
): Promise<void> {
  const request = { params: { id, elementId }, json: times, signal };
  return change(peertube, 'PUT /video-playlists/:id/videos/:elementId', request);
}

/**
 * Takes an element out of a playlist.
 *
 * @param elementId - Of the element, not of the video.
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`.
 * @see PeerTube REST API, "Delete an element from a playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getPlaylistVideos, removeFromPlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const id = 'hFbcFLeaGBo5ESJXTgVJ9q';
 * const { data } = await getPlaylistVideos(peertube, id);
 * for (const element of data) if (element.video === null) await removeFromPlaylist(peertube, id, element.id);
 * ```
 */
export function removeFromPlaylist(
  peertube: PeerTube,
  id: string | number,
  elementId: number,
  { signal }: CallOptions = {},
): Promise<void> {
  return change(peertube, 'DELETE /video-playlists/:id/videos/:elementId', { params: { id, elementId }, signal });
}

/**
 * Moves `count` elements so that they come after a position; 0 is the beginning.
 *
 * @param move - Positions from 1.
 * @throws {@link HttpError} `http/not-found`, `http/forbidden`, `http/bad-request` for positions outside the list.
 * @see PeerTube REST API, "Reorder a playlist"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, reorderPlaylist } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // The third becomes the first.
 * await reorderPlaylist(peertube, 'hFbcFLeaGBo5ESJXTgVJ9q', { startPosition: 3, insertAfterPosition: 0 });
 * ```
 */
export function reorderPlaylist(
  peertube: PeerTube,
  id: string | number,
  move: { startPosition: number; insertAfterPosition: number; count?: number },
  { signal }: CallOptions = {},
): Promise<void> {
  const { count: reorderLength = 1, ...positions } = move;
  const json = { ...positions, reorderLength };
  return change(peertube, 'POST /video-playlists/:id/videos/reorder', { params: { id }, json, signal });
}
