import type { PiyakastStream } from '@piyakast/sdk';
import type { ObsState } from './obs/decide-obs.js';

/** Detail of `piya-live-created` and `piya-live-changed`. */
export interface LiveStreamDetail {
  stream: PiyakastStream;
}

/** Detail of `piya-live-removed`. */
export interface LiveRemovedDetail {
  id: string;
}

/** Detail of `piya-live-encoder`. */
export interface LiveEncoderDetail {
  /** `ready`: OBS has the address and the key; `streaming`: it sends; `occupied`: it sends somewhere else. */
  state: ObsState['name'];
}

/** Detail of `piya-live-error`. */
export interface LiveErrorDetail {
  error: unknown;
}

/** The events of `<piya-live-setup>`, by name. */
export interface PiyaLiveSetupEventMap {
  'piya-live-created': CustomEvent<LiveStreamDetail>;
  'piya-live-changed': CustomEvent<LiveStreamDetail>;
  'piya-live-removed': CustomEvent<LiveRemovedDetail>;
  'piya-live-encoder': CustomEvent<LiveEncoderDetail>;
  'piya-live-error': CustomEvent<LiveErrorDetail>;
}

declare global {
  interface HTMLElementEventMap extends PiyaLiveSetupEventMap {}
}
