import type { PeerTubeImage, PeerTubeVideoDetails } from '@piyakast/sdk';

/** The widest thumbnail of the video's own shape: PeerTube 8 lists square ones among them, in no order. */
export function posterOf({ aspectRatio, thumbnails }: PeerTubeVideoDetails): string | undefined {
  const wanted = aspectRatio || 16 / 9;
  const distance = ({ width, height }: PeerTubeImage) =>
    Math.round(10 * Math.abs(Number(width) / Number(height) - wanted));
  const known = thumbnails.filter(({ width, height }) => width && height);
  const [best] = known.toSorted((a, b) => distance(a) - distance(b) || Number(b.width) - Number(a.width));
  return (best ?? thumbnails.at(-1))?.url;
}
