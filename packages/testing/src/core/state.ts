/** PeerTube's numbers for the state of a video (contract §7). */
export const VideoStates = {
  published: 1,
  toTranscode: 2,
  waitingForLive: 4,
  liveEnded: 5,
  transcodingFailed: 7,
} as const;

/** PeerTube's numbers for the privacy of a video (contract §5). */
export const Privacies = { public: 1, unlisted: 2, private: 3, internal: 4, password: 5 } as const;

/** A user with its account; the fake keeps the two together. */
export interface UserState {
  id: number;
  username: string;
  email: string;
  /** 0 administrator, 1 moderator, 2 user. */
  role: 0 | 1 | 2;
  /** Bytes; -1 for none. */
  videoQuota: number;
  videoQuotaDaily: number;
  blocked: boolean;
  /** Base 32; present when two-factor authentication is on. */
  otpSecret?: string;
  feedToken: string;
  p2pEnabled: boolean;
  createdAt: string;
  lastLoginDate: string | null;
  account: ActorState;
}

/** What accounts and channels share. */
export interface ActorState {
  id: number;
  name: string;
  /** `undefined` for a local one. */
  host?: string;
  displayName: string;
  description: string | null;
  /** Name of the picture in the URL and key in the storage. */
  avatar?: { name: string; updatedAt: string };
  createdAt: string;
  updatedAt: string;
}

export interface ChannelState extends ActorState {
  userId: number;
  support: string | null;
}

export interface CommentState {
  id: number;
  videoId: number;
  userId: number;
  text: string;
  threadId: number;
  inReplyToCommentId: number | null;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
}

export interface TokenState {
  access: string;
  refresh: string;
  userId: number;
  accessExpiresAtMs: number;
  refreshExpiresAtMs: number;
}

export interface FileState {
  id: number;
  kind: 'web-video' | 'hls';
  /** Name in the URL. */
  name: string;
  /** Key in the storage. */
  key: string;
  resolution: number;
  width: number;
  height: number;
  fps: number;
  sizeBytes: number;
  hasAudio: boolean;
  hasVideo: boolean;
  /** Torrents are made a little after the file. */
  hasTorrent: boolean;
}

export interface PlaylistFilesState {
  id: number;
  master: string;
  segmentsSha256: string;
  files: FileState[];
  /** URL name → storage key or text of everything below the playlist's folder. */
  content: Record<string, { key: string } | { text: string }>;
}

export interface SourceState {
  inputFilename: string;
  /** Key in the storage of the bytes as they were uploaded. */
  key: string;
  sizeBytes: number;
  width: number;
  height: number;
  fps: number;
  createdAt: string;
}

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
  /** Where the publisher stands; the API's `state` follows later (contract §9). */
  phase: 'idle' | 'publishing' | 'closing';
  /** The playlists answer 404 until the first segment exists. */
  playable: boolean;
  ended: boolean;
  segments: number;
}

export interface CaptionState {
  language: string;
  name: string;
  text: string;
  updatedAt: string;
}

export interface VideoState {
  id: number;
  uuid: string;
  channelId: number;
  /** Origin of the instance that a federated copy came from; its files stay there. */
  origin?: string;
  name: string;
  category: number | null;
  licence: number | null;
  language: string | null;
  privacy: number;
  nsfw: boolean;
  description: string | null;
  support: string | null;
  tags: string[];
  commentsPolicy: number;
  downloadEnabled: boolean;
  waitTranscoding: boolean;
  originallyPublishedAt: string | null;
  scheduledUpdate?: { updateAt: string; privacy?: number };
  passwords: { id: number; password: string; createdAt: string; updatedAt: string }[];
  state: number;
  isLive: boolean;
  /** Whole seconds; 0 for lives. */
  duration: number;
  aspectRatio: number | null;
  views: number;
  likes: number;
  dislikes: number;
  thumbnail: string;
  preview: string;
  createdAt: string;
  updatedAt: string;
  publishedAt: string;
  source?: SourceState;
  files: FileState[];
  playlist?: PlaylistFilesState;
  captions: CaptionState[];
  chapters: { timecode: number; title: string }[];
  storyboard?: string;
  live?: LiveState;
  /** The session that this video is the replay of. */
  replayOf?: LiveSessionState;
  /** By session id: when it was last seen and what it watched. */
  viewers: Record<string, ViewerState>;
  /** By user id: seconds. */
  history: Record<string, number>;
  ratings: Record<string, 'like' | 'dislike'>;
}

export interface ViewerState {
  firstSeenMs: number;
  lastSeenMs: number;
  lastTime: number;
  watchedSeconds: number;
}

/** An upload that is not finished. Never persisted: PeerTube forgets them too. */
export interface UploadState {
  id: string;
  userId: number;
  fields: Record<string, unknown>;
  sizeBytes: number;
  contentType: string;
  key: string;
  previewKey?: string;
  phase: 'open' | 'receiving' | 'processing';
  touchedAtMs: number;
}

/** Everything that a restart keeps. */
export interface FakeState {
  clientId: string;
  clientSecret: string;
  users: UserState[];
  channels: ChannelState[];
  videos: VideoState[];
  tokens: TokenState[];
  playlists: VideoPlaylistState[];
  follows: string[];
  /** Which user follows which channels; absent in a folder of an older sandbox. */
  subscriptions?: { userId: number; channelId: number }[];
  /** Absent in a folder of an older sandbox. */
  comments?: CommentState[];
  /** Names that were ever used: PeerTube never gives one out twice. */
  usedNames: string[];
  counters: Record<string, number>;
  uploadsCompleted: number;
}

export interface VideoPlaylistState {
  id: number;
  uuid: string;
  displayName: string;
  description: string | null;
  privacy: number;
  channelId: number | null;
  userId: number;
  /** Of its own; absent while it shows that of its first video. */
  thumbnail?: string;
  createdAt: string;
  updatedAt: string;
  elements: {
    id: number;
    position: number;
    startTimestamp: number | null;
    stopTimestamp: number | null;
    videoId: number;
  }[];
}
