import type { PeerTubeVersion, VersionRules } from '../version.js';

/** How the fake instance is configured. Plain data; may be changed while it runs. */
export interface Features {
  /** What the configuration says; how it answers is decided by the `version` of the fake. @defaultValue that version */
  serverVersion: string;
  instanceName: string;
  /** Bytes, 0 when unset, as in `client.videos.resumableUpload.maxChunkSize`. The server does not enforce it. */
  maxChunkSizeBytes: number;
  /** Id → label; another instance may number them otherwise. */
  categories: Record<string, string>;
  live: LiveFeatures;
  /** Time between an upload and state 1, in milliseconds, on top of what the media engine needs. */
  transcodingMs: number;
  transcoding: TranscodingFeatures;
  accessTokenSeconds: number;
  refreshTokenSeconds: number;
  /** While one refresh is handled others with the same token still succeed: the race of docs/peertube §4. */
  refreshRaceMs: number;
  /** Requests per window and address (`X-Forwarded-For`). A stock instance allows 50 and 15; here only e-mails are few. */
  rateLimit: { api: RateLimit; login: RateLimit; askEmail: RateLimit; pages: RateLimit };
  /** How long a viewer counts after the last sign of it. */
  viewerMs: number;
  /** Unfinished uploads untouched for so long are forgotten. */
  uploadExpiryMs: number;
}

export interface RateLimit {
  max: number;
  windowMs: number;
}

export interface TranscodingFeatures {
  /**
   * Heights that are made beside the source's own, where they are lower and the media engine can. Each comes later than
   * state 1 and renames the master playlist. @defaultValue none; `[240]` in a sandbox with ffmpeg
   */
  resolutions: readonly number[];
  /** The original stays in `files`, beside HLS. @defaultValue false */
  webVideos: boolean;
  /** What the configuration of 8.2 says of HLS with separate audio files. @defaultValue false */
  splitAudio: boolean;
  /** From state 1 to the audio-only file, on a version that makes one. @defaultValue 2000 */
  audioOnlyMs: number;
}

export interface LiveFeatures {
  enabled: boolean;
  allowReplay: boolean;
  latencySetting: boolean;
  /** -1 for none, in milliseconds. */
  maxDurationMs: number;
  maxUserLives: number;
  maxInstanceLives: number;
  rtmpPort: number;
  /** Longest `dvrWindow` in seconds; 0 for a version without one. */
  dvrMaxWindow: number;
  timeline: LiveTimeline;
}

/** Milliseconds from the start (or the end) of the publisher, as a real 6.3.0 showed them (docs/peertube §9). */
export interface LiveTimeline {
  /** The playlist is listed in the video, and still answers 404. */
  listedMs: number;
  /** The playlists answer 200. */
  playableMs: number;
  /** State 1, by latency: default and high, or small. */
  publishedMs: number;
  publishedSmallMs: number;
  /** socket.io notifies it, long after the database. */
  announcedMs: number;
  announcedSmallMs: number;
  /** After the end: the media playlist ends. */
  endlistMs: number;
  /** After the end: state 5, or 4 for a permanent live. */
  endedMs: number;
  /** After the end: the files are cleaned and the replay begins. */
  replayDelayMs: number;
  /** After the replay began: it is published. */
  replayProcessingMs: number;
}

export type FeatureOverrides = Partial<Omit<Features, 'live' | 'rateLimit' | 'transcoding'>> & {
  transcoding?: Partial<TranscodingFeatures>;
  live?: Partial<Omit<LiveFeatures, 'timeline'>> & { timeline?: Partial<LiveTimeline> };
  rateLimit?: Partial<Features['rateLimit']>;
};

export const STOCK_CATEGORIES: Record<string, string> = {
  1: 'Music',
  2: 'Films',
  3: 'Vehicles',
  4: 'Art',
  5: 'Sports',
  6: 'Travels',
  7: 'Gaming',
  8: 'People',
  9: 'Comedy',
  10: 'Entertainment',
  11: 'News & Politics',
  12: 'How To',
  13: 'Education',
  14: 'Activism',
  15: 'Science & Technology',
  16: 'Animals',
  17: 'Kids',
  18: 'Food',
};

/** Fills what is not overridden with what a stock instance of the version has, except for limits that would only slow tests down. */
export function resolveFeatures(
  version: PeerTubeVersion,
  rules: VersionRules,
  overrides: FeatureOverrides = {},
): Features {
  const { live, rateLimit, transcoding, ...rest } = overrides;
  return {
    serverVersion: version,
    instanceName: 'PeerTube',
    maxChunkSizeBytes: 0,
    categories: STOCK_CATEGORIES,
    transcodingMs: 0,
    accessTokenSeconds: 86_399,
    refreshTokenSeconds: rules.oauth.refreshTokenSeconds,
    refreshRaceMs: 0,
    viewerMs: 120_000,
    uploadExpiryMs: 3_600_000,
    ...rest,
    transcoding: { resolutions: [], webVideos: false, splitAudio: false, audioOnlyMs: 2000, ...transcoding },
    rateLimit: {
      api: { max: 50_000, windowMs: 10_000 },
      login: { max: 50_000, windowMs: 300_000 },
      pages: { max: 50_000, windowMs: 10_000 },
      askEmail: { max: 3, windowMs: 300_000 },
      ...rateLimit,
    },
    live: {
      enabled: true,
      allowReplay: true,
      latencySetting: true,
      maxDurationMs: -1,
      maxUserLives: 20,
      maxInstanceLives: 100,
      rtmpPort: 1935,
      dvrMaxWindow: rules.config.dvrMaxWindow,
      ...live,
      timeline: {
        listedMs: 2400,
        playableMs: 6700,
        publishedMs: 9000,
        publishedSmallMs: 5300,
        announcedMs: 24_600,
        announcedSmallMs: 12_700,
        endlistMs: 500,
        endedMs: 1500,
        replayDelayMs: 300_000,
        replayProcessingMs: 5000,
        ...live?.timeline,
      },
    },
  };
}

/** Lives have `schedules` from 7.3 on; before, the field is dropped without a word. */
export function knowsSchedules({ serverVersion }: Features): boolean {
  const [major = 0, minor = 0] = serverVersion.split('.').map(Number);
  return major > 7 || (major === 7 && minor >= 3);
}
