import { need } from '../http/need.js';
import { ask, askSigned, change, list, nameOf, type Route } from './ask.js';
import type { CallOptions, ListOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import { toFormData } from './form-data.js';
import { videoOf } from './normalize.js';
import type { PeerTubeLabel, PeerTubePage, PeerTubeVideoIds } from './types/common.js';
import type { PeerTubeVideo } from './types/video.js';

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
  shortUUID: string;
  displayName: string;
  description: string | null;
  /** 1 public, 2 unlisted, 3 private. */
  privacy: PeerTubeLabel;
  videosLength: number;
  embedUrl: string;
}

/** What may be set on a playlist. */
export interface PeerTubePlaylistFields {
  /** 1 to 120 characters. */
  displayName?: string;
  description?: string | null;
  privacy?: PeerTubePlaylistPrivacy;
  videoChannelId?: number | null;
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
  need(route, raw, 'uuid', 'string');
  const playlist = raw as PeerTubePlaylist & { embedPath?: string };
  const { embedPath = `/video-playlists/embed/${playlist.uuid}`, ...rest } = playlist;
  return { ...rest, embedUrl: new URL(embedPath, origin).href };
};

const elementOf = (origin: string, raw: unknown, route: string): PeerTubePlaylistElement => {
  const element = raw as PeerTubePlaylistElement;
  return { ...element, video: element.video && videoOf(origin, element.video, route) };
};

/** Always sent as a form: PeerTube 6.3 fails (500) on JSON here. */
const toJson = ({ privacy, ...fields }: PeerTubePlaylistFields): Record<string, unknown> => ({
  ...fields,
  ...(privacy === undefined ? {} : { privacy: PRIVACY_IDS[privacy] }),
});

/** The playlists of an account, by its name. */
export function listPlaylists(
  peertube: PeerTube,
  account: string,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubePlaylist>> {
  return list(peertube, 'GET /accounts/:account/video-playlists', { params: { account }, query, signal }, playlistOf);
}

/** A playlist by numeric id, UUID or short UUID. */
export async function getPlaylist(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubePlaylist> {
  return playlistOf(peertube.url, await ask(peertube, GET, { params: { id }, signal }), nameOf(GET));
}

/** The videos of a playlist, in its order. */
export function getPlaylistVideos(
  peertube: PeerTube,
  id: string | number,
  { signal, ...query }: ListOptions = {},
): Promise<PeerTubePage<PeerTubePlaylistElement>> {
  return list(peertube, 'GET /video-playlists/:id/videos', { params: { id }, query, signal }, elementOf);
}

/** Makes a playlist; private unless `privacy` says otherwise. */
export async function createPlaylist(
  peertube: PeerTube,
  fields: PeerTubePlaylistFields & { displayName: string },
  { signal }: CallOptions = {},
): Promise<PeerTubeVideoIds> {
  const body = toFormData({ privacy: PRIVACY_IDS.private, ...toJson(fields) });
  const answer = await askSigned<{ videoPlaylist: PeerTubeVideoIds }>(peertube, CREATE, { body, signal });
  need(nameOf(CREATE), answer, 'videoPlaylist.id', 'number');
  return answer.videoPlaylist;
}

/** Changes a playlist of the signed-in user. */
export function updatePlaylist(
  peertube: PeerTube,
  id: string | number,
  fields: PeerTubePlaylistFields,
  { signal }: CallOptions = {},
): Promise<void> {
  return change(peertube, 'PUT /video-playlists/:id', { params: { id }, body: toFormData(toJson(fields)), signal });
}

/** Deletes a playlist; its videos stay. */
export function deletePlaylist(peertube: PeerTube, id: string | number, { signal }: CallOptions = {}): Promise<void> {
  return change(peertube, 'DELETE /video-playlists/:id', { params: { id }, signal });
}

/** Puts a video at the end of a playlist. @param element - Numeric id or UUID of the video, and seconds to play. */
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

/** Takes an element out of a playlist. */
export function removeFromPlaylist(
  peertube: PeerTube,
  id: string | number,
  elementId: number,
  { signal }: CallOptions = {},
): Promise<void> {
  return change(peertube, 'DELETE /video-playlists/:id/videos/:elementId', { params: { id, elementId }, signal });
}

/** Moves `count` elements so that they come after a position; 0 is the beginning. */
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
