import { deleteVideo } from '../videos/delete-video.js';

/**
 * Deletes a live; one that streams is cut at once.
 *
 * @throws {@link HttpError} `video/not-found`; {@link AuthError} `auth/forbidden`.
 * @example
 * ```ts
 * import { createPeerTube, deleteLive } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // The only way to end a broadcast from here.
 * await deleteLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * ```
 */
export const deleteLive = deleteVideo;
