import type { ReadOptions } from '../peertube/request/call-options.js';
import type { PiyakastPlayback } from './api.js';
import type { Piyakast } from './create-piyakast.js';
import { type PiyakastPlaybackOptions, passwordHeader } from './viewer-options.js';

/**
 * How a video plays now, for the user of the token. What PeerTube does not show to everyone (privacy `private`,
 * `internal` or `password`) comes with a token of PeerTube, which the server gets for users who may see the video.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`, `video/password-incorrect`,
 * and `http/rate-limited` after too many wrong ones; {@link NetworkError}, also when PeerTube is away and has the only
 * copy.
 * @example
 * ```ts
 * import { createPiyakast, getPiyakastVideoPlayback } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { sources, expiresAt } = await getPiyakastVideoPlayback(piyakast, 'its id');
 * const file = sources.find(({ kind }) => kind === 'file');
 * console.log(file?.kind === 'file' && file.url, 'until', expiresAt ?? 'the end of days');
 * ```
 */
export async function getPiyakastVideoPlayback(
  { http }: Piyakast,
  id: string,
  { password, signal, fresh }: PiyakastPlaybackOptions = {},
): Promise<PiyakastPlayback> {
  return http.json({
    path: `/api/v1/videos/${encodeURIComponent(id)}/playback`,
    route: '/api/v1/videos/:id/playback',
    headers: { ...freshness(fresh), ...passwordHeader(password) },
    signal,
  });
}

/** Options of {@link getPiyakastStreamPlayback}. */
export interface StreamPlaybackOptions extends ReadOptions {
  /** UUID of one of the live's `replays`. @defaultValue the live itself */
  replay?: string | undefined;
}

/**
 * How a live plays now, as {@link getPiyakastVideoPlayback} for a video. Follow the live's state with
 * {@link listenToPiyakast}, and ask again when it is on air.
 *
 * @throws {@link LiveError} `live/not-found`; {@link HttpError} `video/private`; {@link NetworkError}.
 * @example
 * ```ts
 * import { createPiyakast, getPiyakastStreamPlayback } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { live, sources } = await getPiyakastStreamPlayback(piyakast, 'its id');
 * console.log(live === 'on-air' ? sources[0]?.kind : live);
 * ```
 */
export function getPiyakastStreamPlayback(
  { http }: Piyakast,
  id: string,
  { replay, signal, fresh }: StreamPlaybackOptions = {},
): Promise<PiyakastPlayback> {
  return http.json({
    path: `/api/v1/streams/${encodeURIComponent(id)}/playback`,
    route: '/api/v1/streams/:id/playback',
    query: { replay },
    headers: freshness(fresh),
    signal,
  });
}

/** For an address that was refused, or is gone: the server asks PeerTube anew instead of giving the same answer again. */
const freshness = (fresh = false): Record<string, string> => (fresh ? { 'cache-control': 'no-cache' } : {});
