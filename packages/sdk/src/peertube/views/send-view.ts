import { post } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { VIDEO_ERRORS } from '../videos/video-errors.js';

/** One report of where a viewer is, for {@link sendView}. */
export interface ViewReport {
  /** Seconds; rounded down, as PeerTube refuses fractions. */
  currentTime: number;
  /** Seconds; when given, `currentTime` is kept below it, as PeerTube refuses more. Leave out for a live. */
  duration?: number | undefined;
  /** `seek` after a jump. */
  event?: 'seek' | undefined;
  /** Distinguishes viewers behind one address. */
  sessionId?: string | undefined;
}

/**
 * Reports a viewer's position. A view counts after ten seconds watched, and watch time comes from the differences
 * between reports, so they have to come regularly: {@link startViewing} does that.
 *
 * @throws {@link HttpError} `video/not-found`, `http/bad-request` for a time after the end.
 * @see PeerTube REST API, "Notify user is watching a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, sendView } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // Once, for a player without a clock: ten seconds watched are a view.
 * await sendView(peertube, 'gRjscAKWouefiE5Tmt8MeC', { currentTime: 10, duration: 36 });
 * ```
 */
export async function sendView(
  peertube: PeerTube,
  id: string | number,
  report: ViewReport,
  { signal, keepalive = false }: CallOptions & { keepalive?: boolean } = {},
): Promise<void> {
  const { currentTime, duration = Number.POSITIVE_INFINITY, event, sessionId } = report;
  // Needs no session; with one, it adds to the user's history.
  await post(peertube, 'POST /videos/:id/views', {
    params: { id },
    json: {
      currentTime: Math.max(0, Math.floor(Math.min(currentTime, duration))),
      viewEvent: event,
      sessionId,
    },
    errorMappings: VIDEO_ERRORS,
    keepalive,
    signal,
  });
}
