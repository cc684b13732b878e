import type { Privacy } from '../../contract/privacy.js';
import type { CommentsPolicy } from '../uploads/video-fields.js';
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
  /** Frames in a second. */
  fps: number;
  /**
   * To play or to copy: answers ranges and the length. Absolute. Of a private video only with the session or a token of
   * {@link getFileToken}.
   */
  fileUrl: string;
  /** For a link that saves the file. Since PeerTube 8 without ranges or a length, and throttled. Absolute. */
  fileDownloadUrl: string;
  /** Its own HLS playlist, of a file of an HLS rendition set (PeerTube 8). */
  playlistUrl?: string;
  /** Whether there is sound in it; `false` where the instance splits sound and picture. */
  hasAudio?: boolean;
  /** Whether there is a picture in it; `false` for the sound alone, which {@link audioFilesOf} picks. */
  hasVideo?: boolean;
}

/** An HLS rendition set. On a live it exists before and after the broadcast too. */
export interface PeerTubeStreamingPlaylist {
  id: number;
  /** 1 is HLS. */
  type: number;
  /**
   * Master playlist. Never keep it: its name changes, since PeerTube 8 also with each change of captions, and the old one
   * answers 404. Read the video again with `fresh` then.
   */
  playlistUrl: string;
  /** Hashes of the segments, absolute. */
  segmentsSha256Url: string;
  /** Renditions; of a live none. */
  files: PeerTubeVideoFile[];
}

/** A video as lists show it, such as {@link listVideos}. */
export interface PeerTubeVideo extends PeerTubeVideoIds {
  name: string;
  /** Watch page. */
  url: string;
  /** PeerTube's own player, for an iframe. */
  embedUrl: string;
  /** Smallest first where sizes are known. Since PeerTube 8 of several shapes: {@link thumbnailOf} chooses one. */
  thumbnails: PeerTubeImage[];
  /** `id: null` when there is none. */
  category: PeerTubeLabel<number | null>;
  /** `id: null` when there is none. */
  licence: PeerTubeLabel<number | null>;
  /** ISO 639 code; `id: null` when there is none. */
  language: PeerTubeLabel<string | null>;
  /** 1 public, 2 unlisted, 3 private, 4 internal, 5 password. */
  privacy: PeerTubeLabel;
  /** Not for everyone. */
  nsfw: boolean;
  /** Why it is not: a sum of 1 violent and 2 explicit sex; absent before PeerTube 7.2. */
  nsfwFlags?: number;
  /** The warning in the owner's words; `null` when there is none, absent before PeerTube 7.2. */
  nsfwSummary?: string | null;
  /** At most 250 characters. */
  truncatedDescription: string | null;
  /** Whether it lives on the instance that answers. */
  isLocal: boolean;
  /** Seconds; 0 for a live. */
  duration: number;
  /** Width through height. */
  aspectRatio: number | null;
  /** Counted; PeerTube adds them up every half hour. */
  views: number;
  /** Watching now. */
  viewers: number;
  /** Number of them. */
  likes: number;
  /** Number of them. */
  dislikes: number;
  /** How often it was downloaded; absent before PeerTube 8. */
  downloads?: number;
  /** Number of them; absent before PeerTube 8. */
  comments?: number;
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
  /** Whose it is. */
  account: PeerTubeAccount;
  /** Where it was published. */
  channel: PeerTubeChannel;
  /** 1 published, 2 to transcode, 4 waiting for live, 5 live ended, 7 failed …; newer ones are possible. Own lists only. */
  state?: PeerTubeLabel;
  /** Whether it stays out of lists until every size is made. Own lists only. */
  waitTranscoding?: boolean;
  /** Whether a moderator has blocked it. Own lists only. */
  blacklisted?: boolean;
  /** Announced beginnings of a live, ISO 8601 (PeerTube 7.3 and later). */
  schedules?: readonly { startAt: string }[];
}

/** A whole video, as {@link getVideo} reads it. */
export interface PeerTubeVideoDetails extends PeerTubeVideo {
  /** Markdown; `null` when there is none. */
  description: string | null;
  /** How to support its makers; `null` when nothing is said. */
  support: string | null;
  tags: string[];
  /** 1 enabled, 2 disabled, 3 with approval. */
  commentsPolicy: PeerTubeLabel;
  /** Whether viewers may download it. */
  downloadEnabled: boolean;
  /** As of a list; the whole video always has it. See {@link VIDEO_STATE}. */
  state: PeerTubeLabel;
  /** Plain files ("web videos"); empty where an instance makes HLS only. */
  files: PeerTubeVideoFile[];
  /** HLS; empty where an instance makes plain files only, or none yet. */
  streamingPlaylists: PeerTubeStreamingPlaylist[];
  /** For playing peer to peer. */
  trackerUrls: string[];
  /** A change of privacy that is planned, `updateAt` in ISO 8601. */
  scheduledUpdate?: { updateAt: string; privacy?: number } | null;
  /** Seconds at which the signed-in user stopped. */
  userHistory?: { currentTime: number };
  /** 1 all allowed, 2 allow list, 3 decided elsewhere; absent before PeerTube 8, which lets every site embed. */
  embedPrivacyPolicy?: PeerTubeLabel;
}

/** What may be set on a video, by {@link updateVideo}. `null` clears a field. */
export interface PeerTubeVideoChanges {
  /** 3 to 120 characters. */
  name?: string;
  /** Numeric id of one of the account's channels. */
  channelId?: number;
  /** A word, or a number of the instance. PeerTube makes a video without it private. */
  privacy?: Privacy | number;
  /** Id of the instance's list. */
  category?: number | null;
  /** Id of the instance's list. */
  licence?: number | null;
  /** ISO 639 code. */
  language?: string | null;
  /** 3 to 10,000 characters; an empty text clears it. */
  description?: string | null;
  /** 3 to 1,000 characters. */
  support?: string | null;
  /** At most 5, each 2 to 30 characters. */
  tags?: readonly string[] | null;
  /** Not for everyone. */
  nsfw?: boolean;
  /** Why it is not: a sum of 1 violent and 2 explicit sex. Refused before PeerTube 7.2, which would lose it. */
  nsfwFlags?: number;
  /** A warning in your own words, 3 to 250 characters; refused before PeerTube 7.2, which would lose it. */
  nsfwSummary?: string | null;
  /** Keeps it out of lists until every size is made. */
  waitTranscoding?: boolean;
  /** Whether it may be commented on. */
  commentsPolicy?: CommentsPolicy;
  /** Whether viewers may download it. */
  downloadEnabled?: boolean;
  /** ISO 8601. */
  originallyPublishedAt?: string | null;
  /** When to change the privacy: ISO 8601, and the privacy from then on, not `password`. */
  scheduleUpdate?: { updateAt: string; privacy?: Privacy | number } | null;
  /** For privacy `password`: 2 to 99 characters each; those it has stay unless they are given. */
  videoPasswords?: readonly string[];
  /** JPEG, PNG or WebP, at most as large as {@link maxImageBytes} says; used as thumbnail and preview. */
  thumbnail?: Blob;
}
