import { ask } from '../request/ask.js';
import type { PeerTube } from '../request/create-peertube.js';
import { absolute, type VideoReadOptions, videoRequest } from './video-request.js';

/** Previews of a video in one picture, for the seek bar. Sizes in pixels. */
export interface PeerTubeStoryboard {
  url: string;
  /** Of the picture. */
  totalWidth: number;
  /** Of the picture. */
  totalHeight: number;
  /** Of one preview. */
  spriteWidth: number;
  /** Of one preview. */
  spriteHeight: number;
  /** Seconds between two previews. */
  spriteDuration: number;
}

/**
 * Seek previews; empty until a job of the instance has made them.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`.
 * @see PeerTube REST API, "List storyboards of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getStoryboards } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [storyboard] = await getStoryboards(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * if (storyboard) console.log(storyboard.url, 'one preview every', storyboard.spriteDuration, 'seconds');
 * ```
 */
export async function getStoryboards(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeStoryboard[]> {
  type Raw = PeerTubeStoryboard & { storyboardPath?: string; fileUrl?: string };
  const body = await ask<{ storyboards?: Raw[] }>(peertube, 'GET /videos/:id/storyboards', videoRequest(id, options));
  return (body.storyboards ?? []).map(({ storyboardPath, fileUrl, ...storyboard }) => ({
    ...storyboard,
    url: fileUrl ?? absolute(peertube, storyboardPath),
  }));
}
