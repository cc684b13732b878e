/**
 * The shapes of a PIYAKast server's HTTP interface. Times are ISO 8601 strings, sizes bytes, durations seconds.
 *
 * Generated from the schemas of the server (packages/server/src/api) by `npm run api-types`; do not edit.
 */

import type { Category } from '../contract/categories.js';
import type { Latency } from '../contract/latency.js';
import type { LivePrivacy, Privacy } from '../contract/privacy.js';

/**
 * Where a video is on its way.
 *
 * `receiving -> stored -> publishing -> published`, or `stored -> local -> publishing` while PeerTube fails;
 * `rejected` is final: the file can never be a video, or is too large.
 */
export type VideoState = 'receiving' | 'stored' | 'publishing' | 'local' | 'published' | 'rejected';

/** Metadata of a video that a user may set, as {@link uploadToPiyakast} takes it. */
export interface VideoMetadata {
  /** 3 to 120 characters. */
  name: string;
  /** 3 to 10,000 characters. */
  description?: string;
  /** By name; the server maps it to the number that PeerTube has for it. */
  category?: Category;
  /** ISO 639 code. 1 to 10 characters. */
  language?: string;
  /** At most 5, each 2 to 30 characters. */
  tags?: string[];
  /** Who may see it; a new video is `public` without it. */
  privacy?: Privacy;
  /** Whether it is sensitive content; a new one is not without it. */
  nsfw?: boolean;
  /** Numeric id of the PeerTube channel; a new one goes to the first of the account without it. */
  channelId?: number;
  /** For privacy `password`: 2 to 99 characters each. Never in an answer. */
  videoPasswords?: string[];
}

/** The metadata of a video to change. */
export interface VideoPatch {
  /** 3 to 120 characters. */
  name?: string;
  /** `null` removes it. */
  description?: string | null;
  /** `null` removes it. */
  category?: Category | null;
  /** `null` removes it. */
  language?: string | null;
  /** At most 5, each 2 to 30 characters. */
  tags?: string[];
  /** Who may see it; a new video is `public` without it. */
  privacy?: Privacy;
  /** Whether it is sensitive content; a new one is not without it. */
  nsfw?: boolean;
  /** Numeric id of the PeerTube channel; a new one goes to the first of the account without it. */
  channelId?: number;
  /** For privacy `password`: 2 to 99 characters each. Never in an answer. */
  videoPasswords?: string[];
}

/**
 * One way to play a video, in the order that a player should try them. PeerTube shows a private, internal or password
 * video to no page: ask for its playback instead.
 */
export type VideoSource =
  | { kind: 'peertube'; instanceUrl: string; uuid: string; embedUrl: string }
  | { kind: 'file'; url: string; type: string };

/** Why a video waits for PeerTube, or was refused. */
export interface VideoProblem {
  /** For programs. */
  code: string;
  /** A sentence for its owner: the reason, and what helps. */
  detail: string;
  /**
   * `true`: refused, and nothing happens until its owner changes the video or asks for a retry. `false`: it waits, and
   * is tried again.
   */
  final: boolean;
  /** ISO 8601; when it is tried again at the latest. `null` when `final`. */
  retryAt: string | null;
}

/** A video as the server shows it. The `id` and `url` never change, wherever the bytes are. */
export interface PiyakastVideo {
  /** Also the id of its upload. */
  id: string;
  /** Public page address of the video: resolves to where it plays now. */
  url: string;
  /** Its title. */
  name: string;
  /** `null` when there is none. */
  description: string | null;
  /** `null` when there is none. */
  category: string | null;
  /** ISO 639 code; `null` when there is none. */
  language: string | null;
  /** Empty when there are none. */
  tags: string[];
  /** Who may see it. */
  privacy: Privacy;
  /** Whether it is sensitive content. */
  nsfw: boolean;
  /** The PeerTube channel asked for; `null` for the first of the account. */
  channelId: number | null;
  /** Where it is on its way. */
  state: VideoState;
  /**
   * While it is `publishing`: bytes go to PeerTube (`publishedBytes`), PeerTube has them all and makes a video of them,
   * PeerTube transcodes it. `null` in every other state.
   */
  stage: 'sending' | 'confirming' | 'transcoding' | null;
  /** Why it waits or was refused; `null` while nothing is wrong. Owner only. */
  problem: VideoProblem | null;
  /** As it was uploaded. */
  filename: string;
  /** Media type by content, once enough bytes have arrived. */
  type: string;
  /** Of the file. */
  sizeBytes: number;
  /** Bytes received from the browser so far. */
  receivedBytes: number;
  /** Bytes that PeerTube confirmed; equals `sizeBytes` once it has all. */
  publishedBytes: number;
  /** Seconds; `null` until known. */
  duration: number | null;
  /** A still picture; `null` while there is none, and for sound alone. */
  poster: string | null;
  /**
   * What the server itself has: `plays` in every browser, a form that does is in `preparing`, or only the `original`,
   * which a browser may not play. `null` when the file is not here.
   */
  localCopy: 'plays' | 'preparing' | 'original' | null;
  /** Empty until it plays. */
  sources: VideoSource[];
  /** True when the caller owns the video or administers the server. */
  mine: boolean;
  /** ISO 8601; when it was announced. */
  createdAt: string;
  /** ISO 8601; the last visible change. */
  updatedAt: string;
  /** ISO 8601; when it began to play at PeerTube. */
  publishedAt: string | null;
}

/** One way to play a video or live now. */
export type PlaybackSource =
  /** Open to everyone: a page asks that instance itself, or uses its player. */
  | { kind: 'peertube'; instanceUrl: string; uuid: string; embedUrl: string }
  /** A master playlist, with all that its address needs. */
  | { kind: 'hls'; url: string; live: boolean }
  /** A plain file, with all that its address needs. */
  | { kind: 'file'; url: string; type: string };

/** How a video or live plays now. */
export interface PiyakastPlayback {
  /** In the order that a player should try them. Empty while a video is received, and while a live is not on air. */
  sources: PlaybackSource[];
  /**
   * ISO 8601; from then on the addresses are refused, also those of segments. Ask again some time before, and at once
   * when one is refused earlier: PeerTube forgets its tokens when it restarts. `null` when nothing expires.
   */
  expiresAt: string | null;
  /**
   * What opens PeerTube's files, up to `expiresAt`: it stands as `videoFileToken` in the query of every address,
   * segments included. A player that requests segments itself puts the newest one in its place. Secret; `null` when
   * there is none.
   */
  fileToken: string | null;
  /** Whether a live is on air; `null` for a video. */
  live: 'waiting' | 'on-air' | 'ended' | null;
  /** A still picture; `null` when there is none. */
  poster: string | null;
  /** Seconds; `null` while unknown, and for a live. */
  duration: number | null;
  /** Subtitles, WebVTT, by ISO 639 code; empty where the page asks PeerTube itself. */
  captions: { language: string; label: string; url: string }[];
}

/** `waiting` until an encoder sends; `live`; `ended`; `error` when PeerTube reported one. */
export type StreamState = 'waiting' | 'live' | 'ended' | 'error';

/** What a live is made from, as {@link createPiyakastStream} takes it. */
export interface StreamRequest {
  /** 3 to 120 characters. */
  name: string;
  /** 3 to 10,000 characters. */
  description?: string;
  /** By name; the server maps it to the number that PeerTube has for it. */
  category?: Category;
  /** ISO 639 code. 1 to 10 characters. */
  language?: string;
  /** At most 5, each 2 to 30 characters. */
  tags?: string[];
  /** Who may watch; a new live is `public` without it. */
  privacy?: Privacy;
  /** Whether it is sensitive content; a new one is not without it. */
  nsfw?: boolean;
  /** Numeric id of the PeerTube channel; a new one goes to the first of the account without it. */
  channelId?: number;
  /** For privacy `password`: 2 to 99 characters each. Never in an answer. */
  videoPasswords?: string[];
  /** Whether one key serves many sessions; it does not without it. */
  permanentLive?: boolean;
  /** Whether a replay is kept; a new live keeps it without it. `false` stays false. */
  saveReplay?: boolean;
  /** Who may see the replay; the privacy of the live without it, `private` for one with a password. */
  replayPrivacy?: LivePrivacy;
  /** How far behind the encoder viewers are; `default` without it. */
  latencyMode?: Latency;
  /** ISO 8601; when it is announced to begin. Only where the instance has `live.schedules`. */
  scheduledAt?: string | null;
  /** Seconds that viewers can go back, at most the `maxDvrSeconds` of the instance; all of it without. */
  dvrWindow?: number;
}

/** What to change of a live. Replay and latency only before an encoder has sent. */
export interface StreamPatch {
  /** 3 to 120 characters. */
  name?: string;
  /** 3 to 10,000 characters. */
  description?: string;
  /** By name; the server maps it to the number that PeerTube has for it. */
  category?: Category;
  /** ISO 639 code. 1 to 10 characters. */
  language?: string;
  /** At most 5, each 2 to 30 characters. */
  tags?: string[];
  /** Who may watch; a new live is `public` without it. */
  privacy?: Privacy;
  /** Whether it is sensitive content; a new one is not without it. */
  nsfw?: boolean;
  /** Numeric id of the PeerTube channel; a new one goes to the first of the account without it. */
  channelId?: number;
  /** For privacy `password`: 2 to 99 characters each. Never in an answer. */
  videoPasswords?: string[];
  /** Whether one key serves many sessions; it does not without it. */
  permanentLive?: boolean;
  /** Whether a replay is kept; a new live keeps it without it. `false` stays false. */
  saveReplay?: boolean;
  /** Who may see the replay; the privacy of the live without it, `private` for one with a password. */
  replayPrivacy?: LivePrivacy;
  /** How far behind the encoder viewers are; `default` without it. */
  latencyMode?: Latency;
  /** ISO 8601; when it is announced to begin. Only where the instance has `live.schedules`. */
  scheduledAt?: string | null;
  /** Seconds that viewers can go back, at most the `maxDvrSeconds` of the instance; all of it without. */
  dvrWindow?: number;
}

/** A live as anyone who may watch it sees it: never with its key. */
export interface PiyakastStream {
  /** Stays the same when the key is renewed. */
  id: string;
  /** Public page address; never changes. */
  url: string;
  /** Its title. */
  name: string;
  /** `null` when there is none. */
  description: string | null;
  /** `null` when there is none. */
  category: string | null;
  /** Who may watch. */
  privacy: Privacy;
  /** As PeerTube last reported. */
  state: StreamState;
  /** Watching now. */
  viewers: number;
  /** The same key serves many sessions. */
  permanentLive: boolean;
  /** Whether a replay is kept. */
  saveReplay: boolean;
  /** How far behind the encoder viewers are. */
  latencyMode: Latency;
  /** ISO 8601; when it is announced to begin, `null` when it is not. */
  scheduledAt: string | null;
  /** Seconds that viewers can go back; `null` where the instance decides. */
  dvrWindow: number | null;
  /** Origin of the PeerTube that carries it. */
  instanceUrl: string;
  /** Its UUID there. */
  uuid: string;
  /** The player of PeerTube, for an iframe. */
  embedUrl: string;
  /** Where replays play, newest last. */
  replays: { uuid: string; embedUrl: string; startedAt: string }[];
  /** Why it is in `error`; owner only. */
  problem: { code: string; detail: string } | null;
  /** True when the caller owns it or administers the server. */
  mine: boolean;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; of the session under way or the last one. */
  startedAt: string | null;
  /** ISO 8601; `null` while it is live. */
  endedAt: string | null;
}

/** What an encoder needs. Given to the owner only, never cached, never logged. */
export interface StreamCredentials {
  /** RTMP address without the key, for the field "Server" of OBS. */
  rtmpUrl: string;
  /** The same over TLS; `null` when the instance has none. */
  rtmpsUrl: string | null;
  /** For the field "Stream Key" of OBS. */
  streamKey: string;
}

/** Whether PeerTube can be reached, as the server last saw it. */
export interface ServiceStatus {
  /** `ok`, or `degraded` while no PeerTube instance answers; uploads are taken in both. */
  status: 'ok' | 'degraded';
  /** Of the server. */
  version: string;
  /** Each instance, as the server last saw it; `checkedAt` in ISO 8601. */
  peertube: { url: string; state: 'up' | 'down' | 'unknown'; version: string | null; checkedAt: string | null }[];
  /** Videos on their way to PeerTube, and the bytes they hold. */
  waiting: { videos: number; bytes: number };
  /** Videos that PeerTube does not take until their owners act; they play from the server. */
  refused: { videos: number; bytes: number };
  /** What an upload may be; extensions with their dot. */
  limits: { maxUploadBytes: number; extensions: string[] };
  /** What a live may have at PeerTube; `null` while that is unknown. */
  live: { enabled: boolean; replay: boolean; latency: boolean; schedules: boolean; maxDvrSeconds: number } | null;
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
  /** Who, as the token says. */
  subject: string;
  /** What they may do; an owner and an administrator see everything. */
  role: 'owner' | 'admin' | 'user';
}

/** A channel of the account that this server publishes with. */
export interface PiyakastChannel {
  /** What `channelId` of an upload or a live takes. */
  id: number;
  /** Without the host. */
  name: string;
  /** For people. */
  displayName: string;
  /** Its page at PeerTube. */
  url: string;
  /** `null` when it has no picture. */
  avatarUrl: string | null;
  /** Origin of the PeerTube that it is on. */
  instanceUrl: string;
}

/** What an upload may be now. A larger one is refused before its first byte. */
export interface UploadLimits {
  /** Of one file, on this server. */
  maxUploadBytes: number;
  /** What may be uploaded; with their dot. */
  extensions: string[];
  /** What the PeerTube account has left; `null` without a limit, or while unknown. */
  quotaBytesLeft: number | null;
  /** What it has left in these 24 hours; `null` without a limit, or while unknown. */
  dailyBytesLeft: number | null;
}

/** One part of a list. */
export interface Page<Item> {
  /** Of all that match, not only of this part. */
  total: number;
  /** This part, newest first. */
  data: Item[];
  /** The `cursor` of the next part; `null` when this is the last, absent from servers that are older. */
  next?: string | null;
}
