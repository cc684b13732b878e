import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { getVideo } from '../videos/get-video.js';

/**
 * How many watch a video or live now.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`.
 * @example
 * ```ts
 * import { createPeerTube, getViewers } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * console.log(await getViewers(peertube, 'gRjscAKWouefiE5Tmt8MeC'), 'watch now');
 * ```
 */
export async function getViewers(peertube: PeerTube, id: string | number, options: CallOptions = {}): Promise<number> {
  return (await getVideo(peertube, id, { ...options, fresh: true })).viewers;
}
