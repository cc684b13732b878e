import type { Latency } from '../../contract/latency.js';
import type { Privacy } from '../../contract/privacy.js';
import type { PeerTubeVideoIds } from './common.js';
import type { PeerTubeVideoChanges } from './video.js';

/**
 * How far viewers are behind: `small` is about 8 s, `default` and `high` more. A number is one of a newer server;
 * {@link latencyId} has PeerTube's.
 */
export type PeerTubeLatencyMode = Latency | number;

/** What is special about a live, beside its video; {@link updateLive} takes it. */
export interface PeerTubeLiveSettings {
  /** One key for many broadcasts; each replay is then a separate video. @defaultValue false */
  permanentLive?: boolean;
  /** `false` stays false. @defaultValue false */
  saveReplay?: boolean;
  /** Who may see the replay; only with `saveReplay`. @defaultValue the live's privacy; private for one with a password */
  replaySettings?: { privacy: Exclude<Privacy, 'password'> | number };
  /** How far behind viewers are. @defaultValue `default` */
  latencyMode?: PeerTubeLatencyMode;
  /** Announced beginnings, ISO 8601. Refused before PeerTube 7.3, which would lose them. */
  schedules?: readonly { startAt: string }[];
  /** Seconds that viewers can go back. Refused where the instance does not allow it and would lose it. */
  dvrWindow?: number;
}

/** A live to be made by {@link createLive}. */
export interface PeerTubeLiveRequest extends PeerTubeVideoChanges, PeerTubeLiveSettings {
  name: string;
  /** Numeric id of one of the account's channels. */
  channelId: number;
}

/** A live's settings; its address and key only for its owner and administrators. */
export interface PeerTubeLive {
  /** One key for many broadcasts. */
  permanentLive: boolean;
  /** Whether a replay is kept. */
  saveReplay: boolean;
  /** Who may see the replay; absent while none is kept. */
  replaySettings?: { privacy: Privacy | number };
  /** How far behind viewers are. */
  latencyMode: PeerTubeLatencyMode;
  /** Announced beginnings, ISO 8601 (PeerTube 7.3 and later). */
  schedules?: { startAt: string }[];
  /** Seconds that viewers can go back (PeerTube 8). */
  dvrWindow?: number;
  /** For OBS's "Server" field; the key is not in it. Absent where the instance takes RTMPS only. */
  rtmpUrl?: string;
  /** The same over TLS; `null` when the instance has none. */
  rtmpsUrl?: string | null;
  /** For OBS's "Stream Key" field. Secret. */
  streamKey?: string;
}

/** One broadcast. */
export interface PeerTubeLiveSession {
  id: number;
  /** ISO 8601. */
  startDate: string;
  /** ISO 8601; `null` while it is on air. */
  endDate: string | null;
  /** Whether PeerTube has finished with it, its replay included. */
  endingProcessed: boolean;
  /** Whether a replay of it is kept. */
  saveReplay: boolean;
  /** `null` until the replay exists. */
  replayVideo: PeerTubeVideoIds | null;
  /** Why it ended; `null` when nothing went wrong. */
  error: number | null;
}
