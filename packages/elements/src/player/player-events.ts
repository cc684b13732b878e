import type { PiyaError } from '@piyakast/sdk';
import type { EngineKind } from '../playback/engines/engine.js';
import type { PlaybackState } from '../playback/playback-events.js';

/** Detail of `piya-error`. */
export interface PiyaErrorDetail {
  /** What happened; branch on its `code`. */
  readonly error: PiyaError;
  /** True while the element goes on trying by itself; false when it waits for somebody to act. */
  readonly willRetry: boolean;
}

/** Detail of `piya-source-change`. */
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
    'piya-error': CustomEvent<PiyaErrorDetail>;
    'piya-source-change': CustomEvent<PiyaSourceChangeDetail>;
    'piya-statechange': CustomEvent<PiyaStateChangeDetail>;
  }
}

/** An address without what opens it: tokens never reach an event, a log or the page. */
export function publicUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  for (const name of [...parsed.searchParams.keys()]) {
    if (/token|signature|password|credential|secret|key/i.test(name)) parsed.searchParams.delete(name);
  }
  return parsed.href;
}
