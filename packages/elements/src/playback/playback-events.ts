import type { PiyaError } from '@piyakast/sdk';
import type { EngineSource } from './engines/engine.js';

/**
 * Where a playback is.
 *
 * `idle` nothing is loaded; `loading` finding or opening a source; `ready` a source is there; `switching` one source
 * failed and the next is being opened; `live-waiting` and `live-ended` a live is off air; `retrying` no source works
 * now and another round follows by itself; `failed` it needs somebody to act.
 */
export type PlaybackState =
  | 'idle'
  | 'loading'
  | 'ready'
  | 'switching'
  | 'live-waiting'
  | 'live-ended'
  | 'retrying'
  | 'failed';

/** What a playback tells besides the media events. */
export interface PlaybackNotices {
  statechange(state: PlaybackState, previous: PlaybackState): void;
  sourcechange(source: EngineSource): void;
  /** `willRetry`: the playback goes on by itself. */
  error(error: PiyaError, willRetry: boolean): void;
  /** Title, poster or duration became known. */
  resolved(): void;
}
