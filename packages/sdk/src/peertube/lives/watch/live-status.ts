import type { CallOptions } from '../../request/call-options.js';
import type { PeerTubeVideoIds } from '../../types/common.js';
import type { PeerTubeVideoDetails } from '../../types/video.js';
import type { LiveSocketConnect } from './live-socket.js';
import type { LiveState } from './live-state.js';

/** A live at one moment. */
export interface LiveStatus {
  /** Where it is; see {@link LiveState}. */
  state: LiveState;
  /** Watching now. */
  viewers: number;
  /** As it was read last. */
  video: PeerTubeVideoDetails;
  /** Whether it can go on air again. */
  permanentLive: boolean;
  /** Whether a replay follows. */
  saveReplay: boolean;
  /** The latest replay that can be played; of a permanent live only for its owner. */
  replay: PeerTubeVideoIds | null;
  /** Why a broadcast ended badly, only for its owner; or that there is no replay, with `sessionError: null`. */
  problem: { sessionError: number | null; detail: string } | null;
}

/** Options of {@link watchLive}. */
export interface WatchLiveOptions extends CallOptions {
  /** Of a password-protected live; its owner needs none. */
  password?: string;
  /** Milliseconds between two readings; the connection makes them sooner. @defaultValue 5,000 */
  pollMs?: number;
  /** `false` polls only. @defaultValue PeerTube's socket.io, loaded on demand */
  socket?: LiveSocketConnect | false;
}
