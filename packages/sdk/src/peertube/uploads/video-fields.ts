import type { CommentsPolicyWord } from '../../contract/comments-policy.js';
import type { Privacy } from '../../contract/privacy.js';

/** Who may see a video: by word, or by PeerTube's number. */
export type VideoPrivacy = Privacy | 1 | 2 | 3 | 4 | 5;

/** Whether a video may be commented on: by word, or by PeerTube's number. */
export type CommentsPolicy = CommentsPolicyWord | 1 | 2 | 3;

/** A caption track that goes with an upload. */
export interface CaptionFile {
  /** Language code of the instance's list, for example `ko`. */
  language: string;
  /** WebVTT or SubRip, at most 20 MB. */
  file: Blob;
}

/** A chapter mark. */
export interface Chapter {
  /** Whole seconds from the start, each once. */
  timecode: number;
  /** 1 to 100 characters. */
  title: string;
}

/** What an uploaded video is created with, by {@link uploadVideo}. Everything but the name may be left out. */
export interface PeerTubeVideoFields {
  /** 3 to 120 characters, without the blanks around it. */
  name: string;
  /** A channel of the account. @defaultValue the account's first channel */
  channelId?: number;
  /**
   * Who may see it. @defaultValue `private`, as PeerTube itself does whatever the instance's default is
   */
  privacy?: VideoPrivacy;
  /** Numbers of the instance's own lists. */
  category?: number;
  /** Number of the instance's own list. */
  licence?: number;
  /** ISO 639 code, at most 10 characters. */
  language?: string;
  /** 3 to 10,000 characters; an empty text is none. */
  description?: string;
  /** 3 to 1,000 characters; an empty text is none. */
  support?: string;
  /** At most 5, each of 2 to 30 characters. */
  tags?: readonly string[];
  /** Not for everybody. @defaultValue false */
  nsfw?: boolean;
  /** Keep it out of lists until every size is made. @defaultValue false */
  waitTranscoding?: boolean;
  /** Whether it may be commented on. @defaultValue the instance's */
  commentsPolicy?: CommentsPolicy;
  /** Whether viewers may download it. @defaultValue the instance's */
  downloadEnabled?: boolean;
  /** ISO 8601. */
  originallyPublishedAt?: string;
  /** ISO 8601, and the privacy from then on. */
  scheduleUpdate?: { updateAt: string; privacy?: Exclude<VideoPrivacy, 'password' | 5> };
  /** For privacy `password`: at least one, each of 2 to 99 characters. */
  videoPasswords?: readonly string[];
  /** JPEG, PNG or WebP, at most as large as the instance allows; {@link maxImageBytes} reads that. A Blob without a type is taken. */
  thumbnail?: Blob;
  /** The poster. @defaultValue the thumbnail */
  preview?: Blob;
  /** Sent once the video is there. */
  captions?: readonly CaptionFile[];
  /** Sent once the video is there. */
  chapters?: readonly Chapter[];
}

/** The fields that go out as they are, with the announcement. */
export const VIDEO_FIELDS = [
  'name',
  'channelId',
  'privacy',
  'category',
  'licence',
  'language',
  'description',
  'support',
  'tags',
  'nsfw',
  'waitTranscoding',
  'commentsPolicy',
  'downloadEnabled',
  'originallyPublishedAt',
  'scheduleUpdate',
  'videoPasswords',
] as const satisfies readonly (keyof PeerTubeVideoFields)[];

/** The fields that hold files or go out at the end. */
export const EXTRA_FIELDS = [
  'thumbnail',
  'preview',
  'captions',
  'chapters',
] as const satisfies readonly (keyof PeerTubeVideoFields)[];
