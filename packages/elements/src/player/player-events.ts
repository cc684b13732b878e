import type { PiyaError } from '@piyakast/sdk/errors';
import type { EngineKind } from '../playback/engines/engine.js';
import type { PlaybackState } from '../playback/playback-observer.js';

/** Detail of `piya-error`. */
export interface PiyaErrorDetail {
  /** What happened; branch on its `code`. */
  readonly error: PiyaError;
  /** True while the element keeps trying; false when it stopped until the viewer or the page acts. */
  readonly willRetry: boolean;
}

/** Detail of `piya-sourcechange`. */
export interface PiyaSourceChangeDetail {
  /** The engine that plays from now on. */
  readonly kind: EngineKind;
  /** Its address, without tokens. */
  readonly url: string;
}

/** Detail of `piya-statechange`. */
export interface PiyaStateChangeDetail {
  readonly state: PlaybackState;
  readonly previous: PlaybackState;
}

declare global {
  interface HTMLElementEventMap {
    'piya-extraschange': CustomEvent<Record<string, never>>;
    'piya-error': CustomEvent<PiyaErrorDetail>;
    'piya-sourcechange': CustomEvent<PiyaSourceChangeDetail>;
    'piya-statechange': CustomEvent<PiyaStateChangeDetail>;
  }
}
