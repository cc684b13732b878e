import { loadPart } from '../../../http/load-part.js';
import { anySignal, stoppable } from '../../../runtime/stoppable.js';
import { invalidOption } from '../../../upload/upload-key.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { LiveStatus, WatchLiveOptions } from './live-status.js';

/**
 * Follows a live until it is over: yields at the beginning and after every change of state, viewers or replay.
 *
 * A permanent live is never over; leave the loop, call `return()` or abort the signal. Each of them closes the connection
 * and ends the waiting. While the instance is away nothing is yielded and it is asked less and less often.
 *
 * PeerTube's messages come late and out of order, so each one only makes this read the video again.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`, `video/password-incorrect`
 * before the first status; {@link LiveError} `live/not-found` when it is deleted or made private later; the signal's
 * reason on abort.
 * @example
 * ```ts
 * import { createPeerTube, watchLive, watchUrl } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for await (const { state, viewers, replay } of watchLive(peertube, 'gRjscAKWouefiE5Tmt8MeC')) {
 *   console.log(state, viewers);
 *   if (replay) console.log('watch it again:', watchUrl(peertube.url, replay.shortUUID));
 * }
 * ```
 */
export function watchLive(
  peertube: PeerTube,
  id: string | number,
  options: WatchLiveOptions = {},
): AsyncGenerator<LiveStatus, void, void> {
  return stoppable(async function* (stopped) {
    const { signal, ...rest } = options;
    if (rest.pollMs !== undefined && !(rest.pollMs > 0)) throw invalidOption('pollMs', 'a number above 0');
    const { followLive } = await loadPart(import('./follow-live.js'));
    yield* followLive(peertube, id, { ...rest, signal: anySignal(signal, stopped) });
  });
}
