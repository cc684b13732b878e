import { assertField } from '../../http/assert-field.js';
import { ask, askSigned, change, listAllSigned, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { assertUsablePasswords } from '../request/fields.js';
import type { PeerTubeLabel } from '../types/common.js';
import { CHANGE_MEANINGS } from './video-errors.js';
import { changeVideo, reading, type VideoReadOptions } from './videos.js';

const TOKEN: Route = 'POST /videos/:id/token';
const CAPTIONS: Route = 'GET /videos/:id/captions';

/** What only its owner may do. */
const owned = (id: string | number, { signal }: CallOptions, language = '') => ({
  params: { id, language },
  errorMappings: CHANGE_MEANINGS,
  signal,
});
const absolute = (peertube: PeerTube, path = ''): string => new URL(path, peertube.url).href;

/** What the owner uploaded. */
export interface PeerTubeVideoSource {
  /** The name it was uploaded with. */
  inputFilename: string;
  /** Bytes. */
  size?: number;
  /** Pixels. */
  width?: number;
  /** Pixels. */
  height?: number;
  /** Frames in a second. */
  fps?: number;
  /** `null` unless the instance keeps originals. */
  fileDownloadUrl: string | null;
  /** ISO 8601. */
  createdAt: string;
}

/** Opens the files of a video that is not public. */
export interface PeerTubeFileToken {
  /** Secret. Lost when the instance restarts. */
  token: string;
  /** ISO 8601; about eight hours ahead. */
  expires: string;
}

/** A point of a video with a title; {@link setChapters} takes it. */
export interface PeerTubeChapter {
  /** Seconds. */
  timecode: number;
  /** 1 to 100 characters. */
  title: string;
}

/** Subtitles in one language. */
export interface PeerTubeCaption {
  /** ISO 639 code. */
  language: PeerTubeLabel<string>;
  /** WebVTT, absolute. */
  url: string;
  /** Made from speech by the instance. */
  automaticallyGenerated: boolean;
  /** ISO 8601. */
  updatedAt: string;
}

/** Previews of a video in one picture, for the seek bar. Sizes in pixels. */
export interface PeerTubeStoryboard {
  url: string;
  /** Of the picture. */
  totalWidth: number;
  /** Of the picture. */
  totalHeight: number;
  /** Of one preview. */
  spriteWidth: number;
  /** Of one preview. */
  spriteHeight: number;
  /** Seconds between two previews. */
  spriteDuration: number;
}

/** One password of a protected video, as its owner sees it. */
export interface PeerTubeVideoPassword {
  id: number;
  /** Secret, in clear. */
  password: string;
}

/**
 * The uploaded file's facts; owner and administrators only.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/forbidden`; {@link HttpError} `video/not-found`, also where
 * there is no source.
 * @see PeerTube REST API, "Get video source file metadata"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getVideoSource } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { inputFilename, size } = await getVideoSource(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(inputFilename, size, 'bytes');
 * ```
 */
export async function getVideoSource(
  peertube: PeerTube,
  id: string | number,
  options: CallOptions = {},
): Promise<PeerTubeVideoSource> {
  type Raw = PeerTubeVideoSource & { filename?: string };
  const source = await askSigned<Raw>(peertube, 'GET /videos/:id/source', owned(id, options));
  // `filename` alone before 6.1; gone in later versions.
  return { ...source, inputFilename: source.inputFilename ?? source.filename };
}

/**
 * A token for the files of a private, internal or password-protected video. A player adds it to the playlist's address
 * as `videoFileToken`, with `reinjectVideoFileToken=true` where it plays HLS natively.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-incorrect`; {@link AuthError}
 * `auth/not-signed-in` without a session and a password.
 * @see PeerTube REST API, "Request video token"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getFileToken, getVideo, hlsUrlOf } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const password = 'open sesame';
 * const video = await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC', { password });
 * const playlist = new URL(hlsUrlOf(video) ?? peertube.url);
 * playlist.searchParams.set('videoFileToken', (await getFileToken(peertube, video.uuid, { password })).token);
 * playlist.searchParams.set('reinjectVideoFileToken', 'true');
 * ```
 */
export async function getFileToken(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeFileToken> {
  // A public video without a session is a 500 of PeerTube 6.3.
  const request = { auth: 'required', ...reading(id, options) } as const;
  const body = await ask<{ files: PeerTubeFileToken }>(peertube, TOKEN, request);
  assertField(nameOf(TOKEN), body, 'files.token', 'string');
  return body.files;
}

/**
 * The chapters; PeerTube makes some from time codes in the description.
 *
 * @returns In order of time; empty when there are none.
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`.
 * @see PeerTube REST API, "Get chapters of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getChapters } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const chapters = await getChapters(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * for (const { timecode, title } of chapters) console.log(timecode, title);
 * ```
 */
export async function getChapters(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeChapter[]> {
  const route = 'GET /videos/:id/chapters';
  return (await ask<{ chapters?: PeerTubeChapter[] }>(peertube, route, reading(id, options))).chapters ?? [];
}

/**
 * Replaces all chapters. Time codes must differ.
 *
 * @throws {@link HttpError} `http/bad-request` for two at one time, `video/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @see PeerTube REST API, "Replace video chapters"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, setChapters } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await setChapters(peertube, 'gRjscAKWouefiE5Tmt8MeC', [
 *   { timecode: 0, title: 'Arrival' },
 *   { timecode: 95, title: 'The sea' },
 * ]);
 * ```
 */
export function setChapters(
  peertube: PeerTube,
  id: string | number,
  chapters: readonly PeerTubeChapter[],
  options: CallOptions = {},
): Promise<void> {
  return change(peertube, 'PUT /videos/:id/chapters', { ...owned(id, options), json: { chapters } });
}

/**
 * The captions of a video.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`.
 * @see PeerTube REST API, "List captions of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getCaptions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for (const { language, url } of await getCaptions(peertube, 'gRjscAKWouefiE5Tmt8MeC')) {
 *   const track = document.createElement('track');
 *   Object.assign(track, { srclang: language.id, label: language.label, src: url });
 *   document.querySelector('video')?.append(track);
 * }
 * ```
 */
export async function getCaptions(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeCaption[]> {
  type Raw = PeerTubeCaption & { captionPath?: string; fileUrl?: string };
  const body = await ask<{ data: Raw[] }>(peertube, CAPTIONS, reading(id, options));
  assertField(nameOf(CAPTIONS), body, 'data', 'array');
  return body.data.map(({ captionPath, fileUrl, ...caption }) => ({
    ...caption,
    url: fileUrl ?? absolute(peertube, captionPath),
  }));
}

/**
 * Adds or replaces the captions of one language.
 *
 * @param language - ISO 639 code of the instance's list.
 * @param file - WebVTT or SubRip, at most 20 MB. PeerTube takes it without reading it.
 * @throws {@link HttpError} `http/bad-request` for an unknown language, `video/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @see PeerTube REST API, "Add or replace a video caption"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, setCaption } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const file = new File(['1\n00:00:01,000 --> 00:00:02,000\nHello'], 'english.srt');
 * await setCaption(peertube, 'gRjscAKWouefiE5Tmt8MeC', 'en', file);
 * ```
 */
export function setCaption(
  peertube: PeerTube,
  id: string | number,
  language: string,
  file: Blob,
  options: CallOptions = {},
): Promise<void> {
  const body = new FormData();
  const name = file instanceof File ? file.name : `${language}.${file.type.includes('subrip') ? 'srt' : 'vtt'}`;
  body.append('captionfile', file, name);
  return change(peertube, 'PUT /videos/:id/captions/:language', { ...owned(id, options, language), body });
}

/**
 * Removes the captions of one language.
 *
 * @throws {@link HttpError} `video/not-found`, also when there are none; {@link AuthError} `auth/forbidden`.
 * @see PeerTube REST API, "Delete a video caption"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, deleteCaption } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await deleteCaption(peertube, 'gRjscAKWouefiE5Tmt8MeC', 'en');
 * ```
 */
export function deleteCaption(
  peertube: PeerTube,
  id: string | number,
  language: string,
  options: CallOptions = {},
): Promise<void> {
  return change(peertube, 'DELETE /videos/:id/captions/:language', owned(id, options, language));
}

/**
 * Seek previews; empty until a job of the instance has made them.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private`, `video/password-required`.
 * @see PeerTube REST API, "List storyboards of a video"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getStoryboards } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [storyboard] = await getStoryboards(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * if (storyboard) console.log(storyboard.url, 'one preview every', storyboard.spriteDuration, 'seconds');
 * ```
 */
export async function getStoryboards(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeStoryboard[]> {
  type Raw = PeerTubeStoryboard & { storyboardPath?: string; fileUrl?: string };
  const body = await ask<{ storyboards?: Raw[] }>(peertube, 'GET /videos/:id/storyboards', reading(id, options));
  return (body.storyboards ?? []).map(({ storyboardPath, fileUrl, ...storyboard }) => ({
    ...storyboard,
    url: fileUrl ?? absolute(peertube, storyboardPath),
  }));
}

/**
 * The passwords of a protected video; owner only.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link HttpError} `video/not-found`, `http/bad-request` for a video of
 * another privacy.
 * @see PeerTube REST API, "List video passwords"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getVideoPasswords } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * console.log((await getVideoPasswords(peertube, 'gRjscAKWouefiE5Tmt8MeC')).length, 'passwords');
 * ```
 */
export function getVideoPasswords(
  peertube: PeerTube,
  id: string | number,
  options: CallOptions = {},
): Promise<PeerTubeVideoPassword[]> {
  return listAllSigned(peertube, 'GET /videos/:id/passwords', owned(id, options));
}

/**
 * Replaces the passwords of a protected video.
 *
 * @param passwords - 2 to 99 characters each: Latin letters, digits and signs, see {@link canBeVideoPassword}.
 * @throws {@link AuthError} `auth/forbidden`; {@link HttpError} `video/not-found`, `http/bad-request`;
 * {@link ConfigError} `config/invalid-option` for a password that nobody could enter.
 * @see PeerTube REST API, "Update video passwords"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, setVideoPasswords } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // Who has the old one is locked out.
 * await setVideoPasswords(peertube, 'gRjscAKWouefiE5Tmt8MeC', [crypto.randomUUID()]);
 * ```
 */
export async function setVideoPasswords(
  peertube: PeerTube,
  id: string | number,
  passwords: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  assertUsablePasswords(passwords);
  await changeVideo(peertube, 'PUT /videos/:id/passwords', { ...owned(id, options), json: { passwords } });
}
