import type { Privacy } from '../../piyakast/types.js';
import type { CommentsPolicy } from '../../upload/video-fields.js';
import type { PeerTubeAccount, PeerTubeChannel } from './actor.js';
import type { PeerTubeImage, PeerTubeLabel, PeerTubeVideoIds } from './common.js';

/** One rendition. Its addresses change with privacy and transcoding: never keep or build them. */
export interface PeerTubeVideoFile {
  id: number;
  /** Height in lines, and its label; 0 is audio only. */
  resolution: PeerTubeLabel;
  /** Pixels. */
  width?: number | null;
  /** Pixels. */
  height?: number | null;
  /** Bytes. */
  size: number;
  fps: number;
  fileUrl: string;
  fileDownloadUrl: string;
  hasAudio?: boolean;
  hasVideo?: boolean;
}

/** An HLS rendition set. On a live it exists before and after the broadcast too. */
export interface PeerTubeStreamingPlaylist {
  id: number;
  /** 1 is HLS. */
  type: number;
  /** Master playlist. Never keep it: its name changes. */
  playlistUrl: string;
  segmentsSha256Url: string;
  files: PeerTubeVideoFile[];
}

/** A video as lists show it. */
export interface PeerTubeVideo extends PeerTubeVideoIds {
  name: string;
  /** Watch page. */
  url: string;
  /** PeerTube's own player, for an iframe. */
  embedUrl: string;
  /** Smallest first where sizes are known. */
  thumbnails: PeerTubeImage[];
  category: PeerTubeLabel<number | null>;
  licence: PeerTubeLabel<number | null>;
  language: PeerTubeLabel<string | null>;
  /** 1 public, 2 unlisted, 3 private, 4 internal, 5 password. */
  privacy: PeerTubeLabel;
  nsfw: boolean;
  /** At most 250 characters. */
  truncatedDescription: string | null;
  isLocal: boolean;
  /** Seconds; 0 for a live. */
  duration: number;
  /** Width through height. */
  aspectRatio: number | null;
  views: number;
  /** Watching now. */
  viewers: number;
  likes: number;
  dislikes: number;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
  /** ISO 8601; moves when transcoding ends or a live starts. */
  publishedAt: string;
  /** ISO 8601. */
  originallyPublishedAt: string | null;
  /** Whether it is a live object, which is not the same as being on air: see {@link isOnAir}. */
  isLive: boolean;
  account: PeerTubeAccount;
  channel: PeerTubeChannel;
  /** 1 published, 2 to transcode, 4 waiting for live, 5 live ended, 7 failed …; newer ones are possible. Own lists only. */
  state?: PeerTubeLabel;
  waitTranscoding?: boolean;
  blacklisted?: boolean;
  /** Announced beginnings of a live, ISO 8601 (PeerTube 7.3 and later). */
  schedules?: readonly { startAt: string }[];
}

/** A whole video. */
export interface PeerTubeVideoDetails extends PeerTubeVideo {
  description: string | null;
  support: string | null;
  tags: string[];
  /** 1 enabled, 2 disabled, 3 with approval. */
  commentsPolicy: PeerTubeLabel;
  downloadEnabled: boolean;
  state: PeerTubeLabel;
  /** Plain files ("web videos"); empty where an instance makes HLS only. */
  files: PeerTubeVideoFile[];
  streamingPlaylists: PeerTubeStreamingPlaylist[];
  trackerUrls: string[];
  scheduledUpdate?: { updateAt: string; privacy?: number } | null;
  /** Seconds at which the signed-in user stopped. */
  userHistory?: { currentTime: number };
  /** 1 all allowed, 2 allow list, 3 decided elsewhere; absent before PeerTube 8, which lets every site embed. */
  embedPrivacyPolicy?: PeerTubeLabel;
}

/** What may be set on a video. `null` clears a field. */
export interface PeerTubeVideoChanges {
  /** 3 to 120 characters. */
  name?: string;
  /** Numeric id of one of the account's channels. */
  channelId?: number;
  /** A word, or a number of the instance. PeerTube makes a video without it private. */
  privacy?: Privacy | number;
  /** Id of the instance's list. */
  category?: number | null;
  licence?: number | null;
  /** ISO 639 code. */
  language?: string | null;
  /** 3 to 10,000 characters; an empty text clears it. */
  description?: string | null;
  /** 3 to 1,000 characters. */
  support?: string | null;
  /** At most 5, each 2 to 30 characters. */
  tags?: readonly string[] | null;
  nsfw?: boolean;
  waitTranscoding?: boolean;
  commentsPolicy?: CommentsPolicy;
  downloadEnabled?: boolean;
  /** ISO 8601. */
  originallyPublishedAt?: string | null;
  scheduleUpdate?: { updateAt: string; privacy?: Privacy | number } | null;
  /** For privacy `password`: 2 to 100 characters each. */
  videoPasswords?: readonly string[];
  /** JPEG, PNG or WebP of at most 4 MiB; used as thumbnail and preview. */
  thumbnail?: Blob;
}
