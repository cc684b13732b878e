export interface LiveSessionState {
  id: number;
  startDate: string;
  endDate: string | null;
  endingProcessed: boolean;
  saveReplay: boolean;
  replayPrivacy?: number;
  replayVideoId?: number;
  error: number | null;
}

export interface LiveState {
  streamKey: string;
  permanentLive: boolean;
  saveReplay: boolean;
  replayPrivacy?: number;
  latencyMode: number;
  /** Announced beginnings (7.3 and later). */
  schedules?: { startAt: string }[];
  /** Seconds (later versions). */
  dvrWindow?: number;
  sessions: LiveSessionState[];
  /** Where the publisher stands; the API's `state` follows later (docs/peertube §9). */
  phase: 'idle' | 'publishing' | 'closing';
  /** The playlists answer 404 until the first segment exists. */
  playable: boolean;
  ended: boolean;
  segments: number;
}

/** How a publisher begins or ends. */
export interface LiveChangeOptions {
  /** Skips the timeline: everything happens at once. */
  instant?: boolean;
}
