import type { PeerTubeVideoDetails } from '../../types/video.js';

/**
 * The HLS master playlist, when there is one. Of a live it plays only while {@link isOnAir}. Never keep it.
 *
 * @returns An absolute address, or `undefined` where the instance makes plain files only, or nothing yet.
 * @example
 * ```ts
 * import { createPeerTube, getVideo, hlsUrlOf } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const player = document.createElement('video');
 * // Safari plays it natively; other browsers need hls.js.
 * player.src = hlsUrlOf(await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC')) ?? '';
 * ```
 */
export function hlsUrlOf(video: Pick<PeerTubeVideoDetails, 'streamingPlaylists'>): string | undefined {
  return video.streamingPlaylists.find(({ type }) => type === 1)?.playlistUrl;
}
