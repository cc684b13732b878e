/** What `playbackStatusUpdate` reports every 500 ms, cleaned. */
export interface EmbedStatus {
  /** Seconds. */
  readonly position: number;
  /** Seconds; Infinity for a live, NaN until known. */
  readonly duration: number;
  /** 0 to 1; undefined when it was not reported. */
  readonly volume: number | undefined;
  readonly state: EmbedPlaybackState;
}

export type EmbedPlaybackState = 'unstarted' | 'playing' | 'paused' | 'ended';

const STATES: readonly string[] = ['unstarted', 'playing', 'paused', 'ended'] satisfies EmbedPlaybackState[];

/**
 * Reads a status message. `duration` crosses the frame as JSON, where a live's Infinity becomes null.
 *
 * @see docs/peertube §13: PeerTube embed API, `playbackStatusUpdate`; checked against 6.3.0
 */
export function readEmbedStatus(message: unknown): EmbedStatus | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { position, duration, volume, playbackState } = message as Record<string, unknown>;
  return {
    position: finite(position) ?? 0,
    duration: duration === null ? Number.POSITIVE_INFINITY : finite(duration) || Number.NaN,
    volume: finite(volume),
    state: isEmbedState(playbackState) ? playbackState : 'unstarted',
  };
}

export function isEmbedState(value: unknown): value is EmbedPlaybackState {
  return typeof value === 'string' && STATES.includes(value);
}

function finite(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
