/**
 * The states of a video at PeerTube; an instance may send others.
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
export const VIDEO_STATE = {
  published: 1,
  toTranscode: 2,
  toImport: 3,
  waitingForLive: 4,
  liveEnded: 5,
  toMoveToExternalStorage: 6,
  transcodingFailed: 7,
  moveToExternalStorageFailed: 8,
  toEdit: 9,
  toMoveToFileSystem: 10,
  moveToFileSystemFailed: 11,
  importFailed: 12,
} as const;

/**
 * Whether a state is a failure, which stays until an administrator acts. Import failures (12) exist since 7.2.
 *
 * @param id - `state.id` of a video.
 * @example
 * ```ts
 * import { isFailedState, VIDEO_STATE } from '@piyakast/sdk';
 *
 * console.log(isFailedState(VIDEO_STATE.transcodingFailed)); // true
 * ```
 */
export function isFailedState(id: number): boolean {
  return id === 7 || id === 8 || id === 11 || id === 12;
}

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
