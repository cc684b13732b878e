import { assertField } from '../../http/assert-field.js';
import type { PeerTubeImage } from '../types/common.js';
import type { PeerTubeVideo, PeerTubeVideoDetails } from '../types/video.js';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Picture of any version: `fileUrl` (7 and later), `url`, or a path on the instance (6). */
function imageOf(origin: string, raw: unknown): PeerTubeImage {
  const image: Json = isObject(raw) ? raw : { path: raw };
  const url = textOf(image.fileUrl) ?? textOf(image.url) ?? new URL(textOf(image.path) ?? '/', origin).href;
  const aspectRatio = textOf(image.aspectRatio);
  return { url, width: numberOf(image.width), height: numberOf(image.height), ...(aspectRatio && { aspectRatio }) };
}

const imagesOf = (origin: string, raw: unknown): PeerTubeImage[] =>
  Array.isArray(raw) ? raw.map((image) => imageOf(origin, image)) : [];

/** An account or channel with absolute picture addresses. */
export function actorOf<T>(origin: string, raw: unknown): T {
  if (!isObject(raw)) return raw as T;
  const { ownerAccount } = raw;
  return {
    ...raw,
    avatars: imagesOf(origin, raw.avatars),
    ...(isObject(raw.banners) && { banners: imagesOf(origin, raw.banners) }),
    ...(isObject(ownerAccount) && { ownerAccount: actorOf(origin, ownerAccount) }),
  } as T;
}

/** A video or playlist with its pictures under one name, the smallest first. */
export function picturedOf<T>(origin: string, raw: Json): T {
  const { thumbnailPath, previewPath, thumbnailUrl, previewUrl, thumbnails, ...rest } = raw;
  // Whole addresses come from a search index: the video lives elsewhere, and so do its pictures.
  const single = [thumbnailUrl ?? thumbnailPath, previewUrl ?? previewPath];
  const pictures = Array.isArray(thumbnails) && thumbnails.length > 0 ? thumbnails : single;
  const sorted = imagesOf(origin, pictures.filter(Boolean)).sort((a, b) => (a.width ?? 0) - (b.width ?? 0));
  return { ...rest, thumbnails: sorted } as T;
}

/** A video of a list: one name and absolute addresses for what moved between versions. */
export function videoOf(origin: string, raw: unknown, route: string): PeerTubeVideo {
  assertField(route, raw, 'uuid', 'string');
  const video = raw as Json & { uuid: string };
  const { embedPath, embedUrl, liveSchedules, ...rest } = picturedOf<Json>(origin, video);
  return {
    ...rest,
    // A live's own settings call them so.
    ...(isObject(liveSchedules) && { schedules: liveSchedules }),
    embedUrl: new URL(textOf(embedUrl ?? embedPath) ?? `/videos/embed/${video.uuid}`, origin).href,
    account: actorOf(origin, video.account),
    channel: actorOf(origin, video.channel),
  } as unknown as PeerTubeVideo;
}

/** A whole video. Line ends of a multipart upload become plain ones. */
export function videoDetailsOf(origin: string, raw: unknown, route: string): PeerTubeVideoDetails {
  const video = videoOf(origin, raw, route) as PeerTubeVideo & Json;
  assertField(route, raw, 'state.id', 'number');
  const { commentsEnabled, descriptionPath: _gone, ...rest } = video;
  const isClosed = commentsEnabled === false;
  return {
    ...rest,
    description: textOf(video.description)?.replaceAll('\r\n', '\n') ?? null,
    commentsPolicy: video.commentsPolicy ?? { id: isClosed ? 2 : 1, label: isClosed ? 'Disabled' : 'Enabled' },
    files: video.files ?? [],
    streamingPlaylists: video.streamingPlaylists ?? [],
  } as unknown as PeerTubeVideoDetails;
}
