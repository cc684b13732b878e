/** The public configuration of an instance. Only the parts that this kit uses are typed. */
export interface PeerTubeConfig {
  /** For example `6.3.0`; a hint only, plugins and forks differ. */
  serverVersion: string;
  /** Of a development build. */
  serverCommit?: string;
  /** How the instance presents itself. */
  instance: { name: string; shortDescription: string };
  /** Whether registration is open. */
  signup: { allowed: boolean; allowedForCurrentIP: boolean; requiresEmailVerification: boolean };
  /** Lives: whether they, replays and the choice of latency are allowed. No address of RTMP is here. */
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
    /** Whether viewers get smaller sizes, in lines. */
    transcoding?: { enabled: boolean; enabledResolutions: number[] };
    /** Seconds that viewers may go back at most (PeerTube 8). */
    dvr?: { maxWindow?: number };
  };
  /** What an upload is turned into, sizes in lines. */
  transcoding: {
    /** `splitAudioAndVideo`: sound and picture are files of their own (PeerTube 7). */
    hls: { enabled: boolean; splitAudioAndVideo?: boolean };
    web_videos?: { enabled: boolean };
    enabledResolutions: number[];
    /** Whether each video also gets a file of the sound alone (PeerTube 8). */
    alwaysTranscodePodcastOptimizedAudio?: boolean;
  };
  /** What may be uploaded. There is no largest size: the quota decides. */
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
  /** Whether seek previews are made. */
  storyboards?: { enabled: boolean };
  /** Whether the file of a video may be replaced. */
  videoFile?: { update?: { enabled: boolean } };
  /** Whether captions are made from speech (PeerTube 6.2). */
  videoTranscription?: { enabled: boolean };
  /** Whether videos may say why they are not for everyone (PeerTube 7.2). */
  nsfwFlagsSettings?: { enabled: boolean };
  /** Limits of a user's password, in characters (PeerTube 8). */
  fieldsConstraints?: { users?: { password?: { minLength: number; maxLength: number } } };
}
