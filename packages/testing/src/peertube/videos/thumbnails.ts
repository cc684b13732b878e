import { stableHash } from '../../runtime/ids.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { VideoState } from './state.js';

/** One picture of a video, in its own file. */
export interface ThumbnailFile {
  name: string;
  width: number;
  height: number;
  aspectRatio: '16:9' | '1:1';
  /** Key in the storage: the fake keeps the bytes of two sizes only. */
  key: string;
}

/**
 * The pictures that 8.2 makes of one: neither sorted by size nor of one ratio (8.2 §7). Lives list them the other way round.
 *
 * The widest is the preview, the smallest the thumbnail of earlier versions.
 */
export function thumbnailsOf(video: VideoState): ThumbnailFile[] {
  const files = picturesOf(video.preview, video.thumbnail);
  return video.live ? files.reverse() : files;
}

/** The pictures made of one, from the widest. @param preview Key of the widest. @param thumbnail Key of the smallest. */
export function picturesOf(preview: string, thumbnail: string): ThumbnailFile[] {
  const between = (width: number, height: number, aspectRatio: ThumbnailFile['aspectRatio']): ThumbnailFile => ({
    ...{ width, height, aspectRatio },
    name: derivedName(preview, width),
    key: preview,
  });
  return [
    { name: preview, width: 1920, height: 1080, aspectRatio: '16:9', key: preview },
    between(1400, 1400, '1:1'),
    between(1280, 720, '16:9'),
    between(850, 480, '16:9'),
    { name: thumbnail, width: 280, height: 157, aspectRatio: '16:9', key: thumbnail },
  ];
}

/** The file of a name, on an instance that lists them. */
export function thumbnailNamed({ rules, state }: FakePeerTube, name: string): ThumbnailFile | undefined {
  if (!rules.videos.laterFields) return undefined;
  const ofPlaylists = state.playlists.flatMap(({ thumbnail }) => (thumbnail ? picturesOf(thumbnail, thumbnail) : []));
  return [...state.videos.flatMap(thumbnailsOf), ...ofPlaylists].find((file) => file.name === name);
}

function derivedName(name: string, width: number): string {
  const hex = `${stableHash(`${name} ${width}`)}${stableHash(`${width} ${name}`)}`.padEnd(32, '0');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return `${parts.join('-')}.jpg`;
}
