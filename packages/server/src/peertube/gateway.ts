import type {
  CircuitState,
  PiyakastChannel,
  Privacy,
  ServiceStatus,
  UploadProgress,
  UploadRecord,
  UploadRecordStore,
} from '@piyakast/sdk';
import type { PeerTubeIds } from '../db/schema.js';
import type { RemotePlayback } from './remote-playback.js';

/**
 * What this server asks of PeerTube; everything behind it is the SDK's.
 *
 * Every call rejects with a typed error of the SDK.
 */
export interface PeerTubeGateway {
  /** Origin of the instance. */
  readonly url: string;
  /** Asks whether it answers at all. */
  probe(signal: AbortSignal): Promise<{ version: string; extensions: string[]; live: LiveOptions }>;
  /** How the way to it does: whether requests go out, and the share of answers that were kept, 0 to 1. Asks nothing. */
  vitals(): { circuit: CircuitState; cacheHitRatio: number };
  /** Proves that the configured account can sign in. */
  signIn(): Promise<void>;
  categories(): Promise<Record<string, string>>;
  /** The channels and what is left of the quotas. */
  account(): Promise<RemoteAccount>;
  /** The channel to use when none was asked for. */
  defaultChannelId(): Promise<number>;

  /**
   * Sends a file; resolves when PeerTube has it whole and gave it an id. Never makes a second video of one key. Rejects
   * with `upload/result-unknown` when PeerTube has every byte and does not answer soon.
   */
  upload(upload: PublishUpload): Promise<PeerTubeIds>;
  /** What became of an upload of which PeerTube has every byte. Sends nothing. */
  uploadState(record: UploadRecord, upload: BegunUpload): Promise<RemoteUploadState>;
  /** The video that an upload with this key has become; for when the answer with its id was lost. */
  findUpload(key: string, upload: BegunUpload): Promise<PeerTubeIds | undefined>;
  /** Deletes the video that an upload with this key may have become without an answer; resolves with whether it had. */
  withdrawUpload(key: string, upload: BegunUpload): Promise<boolean>;

  /** Every video of the account, lives apart. Those that are known already are not asked for their key. */
  uploads(known: ReadonlySet<string>): Promise<RemoteUpload[]>;

  /** `undefined` when PeerTube has no such video. */
  video(id: string): Promise<RemoteVideo | undefined>;
  /** Where it plays now; with a token of the account where PeerTube refuses strangers. `undefined` when it is gone. */
  playback(id: string): Promise<RemotePlayback | undefined>;
  updateVideo(id: string, fields: RemoteFields): Promise<void>;
  /** Succeeds also when it is gone already. */
  deleteVideo(id: string): Promise<void>;

  createLive(fields: RemoteFields & RemoteLiveSettings): Promise<PeerTubeIds>;
  live(id: string): Promise<RemoteLive | undefined>;
  /**
   * Replaces a live by one like it with another key. `save` is awaited before the old one is deleted, with its uuid as
   * `retiring`, and again with `null` when it is gone.
   */
  rotateLiveKey(
    live: { uuid: string; retiring: string | null },
    save: (live: { uuid: string; retiring: string | null }) => Promise<void>,
  ): Promise<void>;
  updateLive(id: string, settings: RemoteLiveSettings): Promise<void>;
  sessions(id: string): Promise<RemoteSession[]>;
  /** Lives of the account, newest first: what a creation with a lost answer may have left behind. */
  recentLives(): Promise<{ uuid: string; name: string; createdAtMs: number }[]>;
  close(): Promise<void>;
}

/** What the account may publish, and where. */
export interface RemoteAccount {
  channels: PiyakastChannel[];
  /** In all; null without a limit. */
  quotaBytesLeft: number | null;
  /** In these 24 hours; null without a limit. */
  dailyBytesLeft: number | null;
}

/** A file of this server, under the name that PeerTube gets. */
export interface PublishFile {
  path: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
}

export interface PublishUpload {
  key: string;
  file: PublishFile;
  fields: RemoteFields;
  waitTranscoding: boolean;
  records: UploadRecordStore;
  onProgress: (progress: UploadProgress) => void;
  signal: AbortSignal;
}

/** `processing` while PeerTube works on it; `incomplete` when it lacks bytes; `unknown` when there is neither upload nor video. */
export type RemoteUploadState = { kind: 'made'; ids: PeerTubeIds } | { kind: 'processing' | 'incomplete' | 'unknown' };

/** A video of the account, and the key that it was uploaded with, when this server did. */
export interface RemoteUpload {
  uuid: string;
  name: string;
  key: string | undefined;
}

/** What is known of an upload whose answer is missing. */
export interface BegunUpload {
  /** The title that it was begun with. */
  name: string;
  /** When it was begun at the earliest, in milliseconds since the epoch. */
  sinceMs: number;
  /** When its last chunk went out, in milliseconds since the epoch. */
  finishingSinceMs: number | undefined;
}

/** Metadata in PeerTube's terms; `null` clears. */
export interface RemoteFields {
  name?: string;
  description?: string | null;
  category?: number | null;
  language?: string | null;
  tags?: string[];
  privacy?: Privacy;
  nsfw?: boolean;
  channelId?: number;
  videoPasswords?: string[];
}

export interface RemoteLiveSettings {
  permanentLive: boolean;
  saveReplay: boolean;
  replayPrivacy?: Exclude<Privacy, 'password'> | undefined;
  latencyMode: 'default' | 'high' | 'small';
  scheduledAt: Date | null;
  dvrWindow: number | null;
}

/** What the instance lets a live have. */
export type LiveOptions = NonNullable<ServiceStatus['live']>;

/** What matters of a video at PeerTube. */
export interface RemoteVideo {
  id: number;
  uuid: string;
  /** PeerTube's state: 1 plays, 7 failed … (docs/peertube §7). */
  stateId: number;
  isLive: boolean;
  embedUrl: string;
  /** The best file, with ranges and a length, unlike PeerTube 8's download address; null while there is none. */
  fileUrl: string | null;
  /** Its widest still picture. */
  posterUrl: string | null;
  channelId: number;
  durationSeconds: number;
  viewers: number;
}

/** What PeerTube shows of a live to its owner alone. */
export interface RemoteLive {
  rtmpUrl: string;
  rtmpsUrl: string | null;
  streamKey: string;
}

export interface RemoteSession {
  startedAt: string;
  endedAt: string | null;
  /** PeerTube's number for why it broke off; null when it did not. */
  error: number | null;
  replay: { uuid: string; embedUrl: string } | null;
}
