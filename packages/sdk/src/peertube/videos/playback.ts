import type { PeerTubeVideoDetails, PeerTubeVideoFile } from '../types/video.js';

/**
 * States that this kit tells apart; an instance may send others.
 *
 * @example
 * ```ts
 * import { createPeerTube, getVideo, VIDEO_STATE } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { state } = await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * if (state.id === VIDEO_STATE.toTranscode) console.log('Plays soon.');
 * ```
 */
export const VIDEO_STATE = /* @__PURE__ */ Object.freeze({
  published: 1,
  toTranscode: 2,
  waitingForLive: 4,
  liveEnded: 5,
  transcodingFailed: 7,
  moveFailed: 8,
});

/**
 * Whether a live is on air now. `isLive` alone only says that it is a live, and its playlist exists before and after.
 *
 * @example
 * ```ts
 * import { createPeerTube, getVideo, hlsUrlOf, isOnAir } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const video = await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(isOnAir(video) ? hlsUrlOf(video) : 'not on air');
 * ```
 */
export function isOnAir(video: { isLive: boolean; state?: { id: number } }): boolean {
  return video.isLive && video.state?.id === VIDEO_STATE.published;
}

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
 * // Safari plays it by itself; other browsers need hls.js.
 * player.src = hlsUrlOf(await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC')) ?? '';
 * ```
 */
export function hlsUrlOf(video: Pick<PeerTubeVideoDetails, 'streamingPlaylists'>): string | undefined {
  return video.streamingPlaylists.find(({ type }) => type === 1)?.playlistUrl;
}

/**
 * Every file that plays by itself, largest picture first: plain ones, and those of the HLS playlists.
 *
 * @example
 * ```ts
 * import { createPeerTube, filesOf, getVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const files = filesOf(await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC'));
 * for (const { resolution, size, fileDownloadUrl } of files) console.log(resolution.label, size, fileDownloadUrl);
 * ```
 */
export function filesOf(video: Pick<PeerTubeVideoDetails, 'files' | 'streamingPlaylists'>): PeerTubeVideoFile[] {
  return [...video.files, ...video.streamingPlaylists.flatMap(({ files }) => files)].sort(
    (a, b) => b.resolution.id - a.resolution.id,
  );
}
