import type { PeerTubeImage } from '../../types/common.js';

/** What a page needs of a thumbnail; {@link thumbnailOf} takes it. */
export interface ThumbnailOptions {
  /** Pixels that it is shown at, times the density of the screen. @defaultValue 1,280 */
  width?: number;
  /** Width through height. @defaultValue 16 / 9 */
  aspectRatio?: number;
}

/** PeerTube 6 does not tell the size of its two pictures: 280 pixels wide, and 850. */
const SMALL_WIDTH = 280;

/**
 * The thumbnail to show: of the shape that is nearest to the wanted one the smallest that is wide enough, else the widest.
 * PeerTube 8 makes square ones besides 16:9.
 *
 * @returns `undefined` when the video has none.
 * @example
 * ```ts
 * import { createPeerTube, listVideos, thumbnailOf } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for (const video of (await listVideos(peertube)).data) {
 *   const src = thumbnailOf(video, { width: 320 * devicePixelRatio })?.url ?? '/no-picture.svg';
 *   document.body.append(Object.assign(new Image(320, 180), { src, alt: video.name }));
 * }
 * ```
 */
export function thumbnailOf(
  { thumbnails }: { thumbnails: readonly PeerTubeImage[] },
  { width = 1280, aspectRatio = 16 / 9 }: ThumbnailOptions = {},
): PeerTubeImage | undefined {
  const distance = (image: PeerTubeImage): number => {
    const ratio = image.width && image.height ? image.width / image.height : 16 / 9;
    // Pictures of one shape differ a little by rounding: 850×480 and 280×157.
    return Math.round(Math.abs(Math.log(ratio / aspectRatio)) * 20);
  };
  const nearest = Math.min(...thumbnails.map(distance));
  const fitting = thumbnails.filter((image) => distance(image) === nearest);
  const isWide = (image: PeerTubeImage): boolean =>
    (image.width ?? (image === fitting[0] ? SMALL_WIDTH : width)) >= width;
  return fitting.find(isWide) ?? fitting.at(-1);
}
