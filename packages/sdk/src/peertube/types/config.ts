/** What an instance tells everybody about itself. Only the parts that this kit uses are typed. */
export interface PeerTubeConfig {
  /** For example `6.3.0`; a hint only, plugins and forks differ. */
  serverVersion: string;
  serverCommit?: string;
  instance: { name: string; shortDescription: string };
  signup: { allowed: boolean; allowedForCurrentIP: boolean; requiresEmailVerification: boolean };
  live: {
    enabled: boolean;
    allowReplay: boolean;
    latencySetting?: { enabled: boolean };
    /** Milliseconds; -1 is no limit. */
    maxDuration: number;
    /** -1 is no limit. */
    maxInstanceLives: number;
    /** -1 is no limit; lives that wait count too. */
    maxUserLives: number;
    transcoding?: { enabled: boolean; enabledResolutions: number[] };
    dvr?: { maxWindow?: number };
  };
  transcoding: { hls: { enabled: boolean }; web_videos?: { enabled: boolean }; enabledResolutions: number[] };
  video: {
    /** With the dot; video and audio. */
    file: { extensions: string[] };
    /** `max` in bytes. */
    image: { extensions: string[]; size: { max: number } };
  };
  /** `max` in bytes. */
  videoCaption?: { file: { extensions: string[]; size: { max: number } } };
  /** Bytes; the instance's defaults, not the caller's quota. */
  user?: { videoQuota: number; videoQuotaDaily: number };
  /** `maxChunkSize` in bytes; 0 is no limit. */
  client?: { videos?: { resumableUpload?: { maxChunkSize?: number | null } } };
  /** Milliseconds between two view reports; `null` means send none. */
  views?: { videos?: { watchingInterval?: { anonymous?: number | null; users?: number | null } } };
  storyboards?: { enabled: boolean };
  videoFile?: { update?: { enabled: boolean } };
  videoTranscription?: { enabled: boolean };
}
