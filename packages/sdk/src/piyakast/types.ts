/** The shapes of a PIYAKast server's HTTP interface. Times are ISO 8601 strings, sizes bytes, durations seconds. */

/** Who may see a video. The same words on every instance. */
export type Privacy = 'public' | 'unlisted' | 'private' | 'internal' | 'password';

/** The product's categories, plus any other label an instance offers. */
export type Category =
  | 'K-Beauty'
  | 'K-Pop'
  | 'K-Drama'
  | 'K-Movie'
  | 'K-Food'
  | 'Gaming'
  | 'Technology'
  | 'Education'
  | 'Entertainment'
  | 'Music'
  | (string & Record<never, never>);

/**
 * Where a video is on its way.
 *
 * `receiving -> stored -> publishing -> published`, or `stored -> local -> publishing` while PeerTube fails;
 * `rejected` is final: the file can never be a video, or is too large.
 */
export type VideoState = 'receiving' | 'stored' | 'publishing' | 'local' | 'published' | 'rejected';

/** Metadata that a user may set. */
export interface VideoMetadata {
  /** 3 to 120 characters. */
  name: string;
  /** 3 to 10,000 characters. */
  description?: string;
  category?: Category;
  /** ISO 639 code, at most 10 characters. */
  language?: string;
  /** At most 5, each 2 to 30 characters. */
  tags?: string[];
  /** @defaultValue `public` */
  privacy?: Privacy;
  /** @defaultValue false */
  nsfw?: boolean;
  /** Numeric id of the PeerTube channel. @defaultValue the account's first channel */
  channelId?: number;
  /** For privacy `password`: 2 to 100 characters each. Never answered back. */
  videoPasswords?: string[];
}

/** One way to play a video, in the order that a player should try them. */
export type VideoSource =
  | { kind: 'peertube'; instanceUrl: string; uuid: string; embedUrl: string }
  | { kind: 'file'; url: string; type: string };

/** A video as the server shows it. The `id` and `url` never change, wherever the bytes are. */
export interface PiyakastVideo extends Required<Pick<VideoMetadata, 'name' | 'privacy' | 'nsfw' | 'tags'>> {
  id: string;
  /** Public page address of the video: resolves to wherever it plays now. */
  url: string;
  description: string | null;
  category: string | null;
  language: string | null;
  channelId: number | null;
  state: VideoState;
  /** Why it waits or was refused: a code and a sentence. Owner only. */
  problem: { code: string; detail: string } | null;
  filename: string;
  type: string;
  sizeBytes: number;
  /** Bytes received from the browser so far. */
  receivedBytes: number;
  /** Bytes that PeerTube confirmed; equals `sizeBytes` once it has all. */
  publishedBytes: number;
  /** Seconds; null until known. */
  duration: number | null;
  sources: VideoSource[];
  /** True when the asker owns the video or administrates the server. */
  mine: boolean;
  createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
}

export interface Page<Item> {
  total: number;
  data: Item[];
}

/** `waiting` until an encoder sends; `live`; `ended`; `error` when PeerTube reported one. */
export type StreamState = 'waiting' | 'live' | 'ended' | 'error';

/** What a live is made from. */
export interface StreamRequest {
  /** 3 to 120 characters. */
  name: string;
  description?: string;
  category?: Category;
  language?: string;
  tags?: string[];
  privacy?: Privacy;
  nsfw?: boolean;
  channelId?: number;
  /** The same key can be used for many sessions. @defaultValue false */
  permanentLive?: boolean;
  /** Keep a replay. `false` stays false. @defaultValue true */
  saveReplay?: boolean;
  /** Who may see the replay. @defaultValue the live's own privacy */
  replayPrivacy?: Exclude<Privacy, 'password'>;
  /** @defaultValue `default` */
  latencyMode?: 'default' | 'high' | 'small';
}

/** A live as anybody may see it: never with its key. */
export interface PiyakastStream {
  id: string;
  url: string;
  name: string;
  description: string | null;
  category: string | null;
  privacy: Privacy;
  state: StreamState;
  viewers: number;
  permanentLive: boolean;
  saveReplay: boolean;
  latencyMode: 'default' | 'high' | 'small';
  instanceUrl: string;
  uuid: string;
  embedUrl: string;
  /** Where replays play, newest last. */
  replays: { uuid: string; embedUrl: string; startedAt: string }[];
  /** Why it is in `error`; owner only. */
  problem: { code: string; detail: string } | null;
  mine: boolean;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
}

/** What an encoder needs. Given to the owner only, never cached, never logged. */
export interface StreamCredentials {
  /** RTMP address without the key, for OBS's "Server" field. */
  rtmpUrl: string;
  /** The same over TLS; null when the instance has none. */
  rtmpsUrl: string | null;
  /** For OBS's "Stream Key" field. */
  streamKey: string;
}

/** Whether PeerTube can be reached, as the server last saw it. */
export interface ServiceStatus {
  /** `ok`, or `degraded` while no PeerTube instance answers; uploads are taken in both. */
  status: 'ok' | 'degraded';
  version: string;
  peertube: { url: string; state: 'up' | 'down' | 'unknown'; version: string | null; checkedAt: string | null }[];
  /** Videos that wait to move to PeerTube, and the bytes they hold. */
  waiting: { videos: number; bytes: number };
  limits: { maxUploadBytes: number; extensions: string[] };
}

/** What `/api/v1/events` sends: the whole object after each change. */
export type PiyakastEvent =
  | { type: 'video'; video: PiyakastVideo }
  | { type: 'video-deleted'; id: string }
  | { type: 'stream'; stream: PiyakastStream }
  | { type: 'stream-deleted'; id: string }
  | { type: 'status'; status: ServiceStatus };

/** Who the token belongs to. */
export interface PiyakastSession {
  subject: string;
  role: 'owner' | 'admin' | 'user';
}
