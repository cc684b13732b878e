/** Smallest and largest number of characters; see {@link countCharacters}. */
export interface LengthLimit {
  /** The least number of characters that is accepted. */
  readonly min: number;
  /** The greatest number of characters that is accepted. */
  readonly max: number;
}

const MIB = 1024 * 1024;

/**
 * The limits of a video's fields at PeerTube (docs/peertube, "Create fields"; the same in 6.3.0 and 8.2.1). Lengths are
 * in characters, as {@link countCharacters} counts them.
 *
 * @example
 * ```ts
 * import { VIDEO_LIMITS } from '@piyakast/sdk';
 *
 * console.log(`3 to ${VIDEO_LIMITS.name.max} characters`); // 3 to 120 characters
 * ```
 */
export const VIDEO_LIMITS = {
  name: { min: 3, max: 120 },
  description: { min: 3, max: 10_000 },
  support: { min: 3, max: 1_000 },
  language: { min: 1, max: 10 },
  tag: { min: 2, max: 30 },
  /** How many tags a video may have. */
  tags: { min: 0, max: 5 },
  // PeerTube documents 100, and 6.3.0 checks `length < 100`; 8.2.1 takes 100.
  password: { min: 2, max: 99 },
  chapterTitle: { min: 1, max: 100 },
  /** Of a category's name at a PIYAKast server; PeerTube has numbers. */
  category: { min: 1, max: 100 },
} as const satisfies Record<string, LengthLimit>;

/**
 * The most passwords that a PIYAKast server accepts for one video.
 *
 * @example
 * ```ts
 * import { MAX_VIDEO_PASSWORDS } from '@piyakast/sdk';
 *
 * const passwords = ['open sesame'];
 * if (passwords.length > MAX_VIDEO_PASSWORDS) console.log('Too many.');
 * ```
 */
export const MAX_VIDEO_PASSWORDS = 20;

/**
 * The longest time, in seconds, that viewers of a live may be let go back: 24 hours. An instance allows less:
 * `config.live.dvr.maxWindow`, an hour by default (PeerTube 8).
 *
 * @example
 * ```ts
 * import { MAX_DVR_WINDOW_SECONDS } from '@piyakast/sdk';
 *
 * console.log(MAX_DVR_WINDOW_SECONDS / 3600, 'hours'); // 24 hours
 * ```
 */
export const MAX_DVR_WINDOW_SECONDS = 86_400;

/**
 * The limits of a channel's fields at PeerTube.
 *
 * @example
 * ```ts
 * import { CHANNEL_LIMITS } from '@piyakast/sdk';
 *
 * console.log(CHANNEL_LIMITS.displayName.max); // 120
 * ```
 */
export const CHANNEL_LIMITS = {
  name: { min: 1, max: 50 },
  displayName: { min: 1, max: 120 },
  description: { min: 3, max: 1_000 },
  support: { min: 3, max: 1_000 },
} as const satisfies Record<string, LengthLimit>;

/**
 * Bytes of a thumbnail or avatar that every version accepts. An instance states its own limit in
 * `config.video.image.size.max` (4 MiB in 6.3.0, 8 MiB in 8.2.1), which takes precedence; see {@link maxImageBytes}.
 *
 * @example
 * ```ts
 * import { DEFAULT_MAX_IMAGE_BYTES } from '@piyakast/sdk';
 *
 * console.log(DEFAULT_MAX_IMAGE_BYTES); // 4194304
 * ```
 */
export const DEFAULT_MAX_IMAGE_BYTES = 4 * MIB;

/**
 * Bytes of a caption file; an instance states its own limit in `config.videoCaption.file.size.max`.
 *
 * @example
 * ```ts
 * import { DEFAULT_MAX_CAPTION_BYTES } from '@piyakast/sdk';
 *
 * const file = new File(['WEBVTT'], 'ko.vtt');
 * if (file.size > DEFAULT_MAX_CAPTION_BYTES) console.log('Too large.');
 * ```
 */
export const DEFAULT_MAX_CAPTION_BYTES = 20 * MIB;

/**
 * Bytes of an upload that a PIYAKast server accepts unless `MAX_UPLOAD_BYTES` says otherwise: 2 GiB.
 *
 * @example
 * ```ts
 * import { DEFAULT_MAX_UPLOAD_BYTES } from '@piyakast/sdk';
 *
 * console.log(DEFAULT_MAX_UPLOAD_BYTES); // 2147483648
 * ```
 */
export const DEFAULT_MAX_UPLOAD_BYTES = 2 * 1024 * MIB;

/**
 * The image limit of an instance, in bytes.
 *
 * @param config - `GET /config`; without it the limit that every version accepts.
 * @example
 * ```ts
 * import { createPeerTube, getConfig, maxImageBytes } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * console.log(maxImageBytes(await getConfig(peertube)));
 * ```
 */
export function maxImageBytes(config?: {
  video?: { image?: { size?: { max?: number | undefined } | undefined } | undefined } | undefined;
}): number {
  return config?.video?.image?.size?.max ?? DEFAULT_MAX_IMAGE_BYTES;
}
