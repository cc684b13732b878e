/**
 * The extensions that a stock PeerTube accepts (8.2.1; 6.3.0 lacks `.ts` and `.m4b`), each with the media type to
 * announce: PeerTube refuses an upload whose type it does not know, and every type here is known to both versions.
 *
 * An instance states its own list in `config.video.file.extensions`, which takes precedence.
 *
 * @example
 * ```ts
 * import { MEDIA_TYPES } from '@piyakast/sdk';
 *
 * console.log(MEDIA_TYPES['.wmv']); // video/x-ms-wmv
 * ```
 */
export const MEDIA_TYPES = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/x-m4v',
  '.mov': 'video/quicktime',
  '.qt': 'video/quicktime',
  '.mqv': 'video/quicktime',
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
  '.avi': 'video/x-msvideo',
  '.flv': 'video/x-flv',
  '.f4v': 'video/x-f4v',
  '.wmv': 'video/x-ms-wmv',
  '.ogv': 'video/ogg',
  '.ogg': 'video/ogg',
  '.mpg': 'video/mpeg',
  '.mpeg': 'video/mpeg',
  '.mpe': 'video/mpeg',
  '.m1v': 'video/mpeg',
  '.vob': 'video/mpeg',
  '.m2v': 'video/mpeg2',
  '.mpv': 'video/mpv',
  '.ts': 'video/mp2t',
  '.mts': 'video/mp2t',
  '.m2ts': 'video/m2ts',
  '.3gp': 'video/3gpp',
  '.3gpp': 'video/3gpp',
  '.3g2': 'video/3gpp2',
  '.3gpp2': 'video/3gpp2',
  '.nut': 'application/x-nut',
  '.mxf': 'application/mxf',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.m4b': 'audio/mp4',
  '.aac': 'audio/aac',
  '.ac3': 'audio/ac3',
  '.flac': 'audio/flac',
  '.wav': 'audio/wav',
  '.wma': 'audio/x-ms-wma',
} as const satisfies Record<string, `${'video' | 'audio' | 'application'}/${string}`>;

/**
 * The extension of a file name in lower case, with its dot; empty when it has none.
 *
 * @example
 * ```ts
 * import { extensionOf } from '@piyakast/sdk';
 *
 * console.log(extensionOf('Holiday.MOV')); // .mov
 * ```
 */
export function extensionOf(name: string): string {
  return /\.[a-z0-9]{1,10}$/i.exec(name)?.[0].toLowerCase() ?? '';
}

/**
 * The media type that PeerTube knows a file of this name by; empty when a stock PeerTube does not take such files.
 *
 * @example
 * ```ts
 * import { mediaTypeOf } from '@piyakast/sdk';
 *
 * console.log(mediaTypeOf('Holiday.MOV')); // video/quicktime
 * ```
 */
export function mediaTypeOf(name: string): string {
  return (MEDIA_TYPES as Readonly<Record<string, string>>)[extensionOf(name)] ?? '';
}

/**
 * The files that a stock PeerTube takes, for the `accept` of a file input and for a server's status.
 *
 * @example
 * ```ts
 * import { acceptedExtensions } from '@piyakast/sdk';
 *
 * const input = document.createElement('input');
 * input.accept = acceptedExtensions().join();
 * ```
 */
export function acceptedExtensions(): string[] {
  return Object.keys(MEDIA_TYPES);
}

/**
 * The pictures that PeerTube takes as thumbnail, avatar or banner.
 *
 * @example
 * ```ts
 * import { IMAGE_MEDIA_TYPES } from '@piyakast/sdk';
 *
 * const input = document.createElement('input');
 * input.accept = IMAGE_MEDIA_TYPES.join();
 * ```
 */
export const IMAGE_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

/**
 * The caption files that PeerTube takes; it stores both as WebVTT.
 *
 * @example
 * ```ts
 * import { CAPTION_EXTENSIONS } from '@piyakast/sdk';
 *
 * const input = document.createElement('input');
 * input.accept = CAPTION_EXTENSIONS.join();
 * ```
 */
export const CAPTION_EXTENSIONS = ['.vtt', '.srt'] as const;
