import type { PiyaError } from '@piyakast/sdk/errors';
import type { EngineKind } from './engines/engine.js';

/**
 * Where a playback is.
 *
 * - `idle`: nothing is loaded.
 * - `loading`: finding or opening a source.
 * - `ready`: a source is known or open.
 * - `switching`: one source failed and the next one is opening.
 * - `live-waiting`, `live-ended`: a live is off air; it is checked again regularly.
 * - `retrying`: no source works now; another attempt follows.
 * - `failed`: stopped until the viewer or the page acts.
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

/** What a playback reports besides the media events. */
export interface PlaybackObserver {
  statechange(state: PlaybackState, previous: PlaybackState): void;
  /** `url` is without tokens. */
  sourcechange(kind: EngineKind, url: string): void;
  /** `willRetry`: another attempt follows without any action of the page. */
  error(error: PiyaError, willRetry: boolean): void;
  /** Title, poster or duration became known. */
  resolved(): void;
}
