import type { CallOptions } from '../peertube/request/call-options.js';
import type { Piyakast } from './create-piyakast.js';

/** One way to play a video or live now. */
export type PlaybackSource =
  /** Open to everyone: a page asks that instance itself, or uses its player. */
  | { kind: 'peertube'; instanceUrl: string; uuid: string; embedUrl: string }
  /** A master playlist, with all that its address needs. */
  | { kind: 'hls'; url: string; live: boolean }
  /** A plain file, with all that its address needs. */
  | { kind: 'file'; url: string; type: string };

/** How a video or live plays now; {@link getPiyakastVideoPlayback} and {@link getPiyakastStreamPlayback} answer it. */
export interface PiyakastPlayback {
  /** In the order that a player should try them. Empty while a video is received, and while a live is not on air. */
  sources: PlaybackSource[];
  /**
   * ISO 8601; from then on the addresses are refused, also those of segments. Ask again some time before, and at once
   * when one is refused earlier: PeerTube forgets its tokens when it restarts. `null` when nothing expires.
   */
  expiresAt: string | null;
  /**
   * What opens PeerTube's files, up to `expiresAt`: it stands as `videoFileToken` in the query of every address, segments
   * included. A player that requests segments itself puts the newest one in its place. Secret; `null` when there is none.
   */
  fileToken: string | null;
  /** Whether a live is on air; `null` for a video. */
  live: 'waiting' | 'on-air' | 'ended' | null;
  /** A still picture; `null` when there is none. */
  poster: string | null;
  /** Seconds; `null` while unknown, and for a live. */
  duration: number | null;
  /** Subtitles, WebVTT, by ISO 639 code; empty where the page asks PeerTube itself. */
  captions: { language: string; label: string; url: string }[];
}

/**
 * How a video plays now, for the user of the token. What PeerTube does not show to everyone (privacy `private`,
 * `internal` or `password`) comes with a token of PeerTube, which the server gets for whoever may see the video.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`; {@link NetworkError}, also when PeerTube is away and has
 * the only copy.
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
export function getPiyakastVideoPlayback(
  { http }: Piyakast,
  id: string,
  { signal }: CallOptions = {},
): Promise<PiyakastPlayback> {
  return http.json({
    path: `/api/v1/videos/${encodeURIComponent(id)}/playback`,
    route: '/api/v1/videos/:id/playback',
    signal,
  });
}

/** Options of {@link getPiyakastStreamPlayback}. */
export interface StreamPlaybackOptions extends CallOptions {
  /** UUID of one of the live's `replays`. @defaultValue the live itself */
  replay?: string | undefined;
}

/**
 * How a live plays now, as {@link getPiyakastVideoPlayback} for a video. Follow the live's state with
 * {@link listenToPiyakast}, and ask again when it goes on air.
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
  { replay, signal }: StreamPlaybackOptions = {},
): Promise<PiyakastPlayback> {
  return http.json({
    path: `/api/v1/streams/${encodeURIComponent(id)}/playback`,
    route: '/api/v1/streams/:id/playback',
    query: { replay },
    signal,
  });
}
