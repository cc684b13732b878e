import { need } from '../http/need.js';
import { ask, askSigned, change, nameOf, type Route } from './ask.js';
import type { CallOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import type { PeerTubeLabel } from './types/common.js';
import { CHANGE_MEANINGS } from './video-meanings.js';
import { changeVideo, reading, type VideoReadOptions } from './videos.js';

const TOKEN: Route = 'POST /videos/:id/token';
const CAPTIONS: Route = 'GET /videos/:id/captions';

/** What only its owner may do. */
const owned = (id: string | number, { signal }: CallOptions, language = '') => ({
  params: { id, language },
  meanings: CHANGE_MEANINGS,
  signal,
});
const absolute = (peertube: PeerTube, path = ''): string => new URL(path, peertube.url).href;

/** What the owner uploaded. */
export interface PeerTubeVideoSource {
  /** The name it was uploaded with. */
  inputFilename: string;
  /** Bytes. */
  size?: number;
  width?: number;
  height?: number;
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

/** A point of a video with a title. */
export interface PeerTubeChapter {
  /** Seconds. */
  timecode: number;
  /** 1 to 100 characters. */
  title: string;
}

/** Subtitles in one language. */
export interface PeerTubeCaption {
  language: PeerTubeLabel<string>;
  /** WebVTT, absolute. */
  url: string;
  automaticallyGenerated: boolean;
  /** ISO 8601. */
  updatedAt: string;
}

/** Previews of a video in one picture, for the seek bar. Sizes in pixels. */
export interface PeerTubeStoryboard {
  url: string;
  totalWidth: number;
  totalHeight: number;
  spriteWidth: number;
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

/** The uploaded file's facts; owner and administrators only. */
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
 */
export async function getFileToken(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeFileToken> {
  // A public video without a session is a 500 of PeerTube 6.3.
  const request = { auth: 'required', ...reading(id, options) } as const;
  const body = await ask<{ files: PeerTubeFileToken }>(peertube, TOKEN, request);
  need(nameOf(TOKEN), body, 'files.token', 'string');
  return body.files;
}

/** The chapters; PeerTube makes some from time codes in the description. */
export async function getChapters(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeChapter[]> {
  const route = 'GET /videos/:id/chapters';
  return (await ask<{ chapters?: PeerTubeChapter[] }>(peertube, route, reading(id, options))).chapters ?? [];
}

/** Replaces all chapters. Time codes must differ. */
export function setChapters(
  peertube: PeerTube,
  id: string | number,
  chapters: readonly PeerTubeChapter[],
  options: CallOptions = {},
): Promise<void> {
  return change(peertube, 'PUT /videos/:id/chapters', { ...owned(id, options), json: { chapters } });
}

/** The captions of a video. */
export async function getCaptions(
  peertube: PeerTube,
  id: string | number,
  options: VideoReadOptions = {},
): Promise<PeerTubeCaption[]> {
  type Raw = PeerTubeCaption & { captionPath?: string; fileUrl?: string };
  const body = await ask<{ data: Raw[] }>(peertube, CAPTIONS, reading(id, options));
  need(nameOf(CAPTIONS), body, 'data', 'array');
  return body.data.map(({ captionPath, fileUrl, ...caption }) => ({
    ...caption,
    url: fileUrl ?? absolute(peertube, captionPath),
  }));
}

/** Adds or replaces the captions of one language. @param file - WebVTT or SubRip, at most 20 MB. */
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

/** Removes the captions of one language. */
export function deleteCaption(
  peertube: PeerTube,
  id: string | number,
  language: string,
  options: CallOptions = {},
): Promise<void> {
  return change(peertube, 'DELETE /videos/:id/captions/:language', owned(id, options, language));
}

/** Seek previews; empty until a job of the instance has made them. */
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

/** The passwords of a protected video; owner only. */
export async function getVideoPasswords(
  peertube: PeerTube,
  id: string | number,
  options: CallOptions = {},
): Promise<PeerTubeVideoPassword[]> {
  const route = 'GET /videos/:id/passwords';
  return (await askSigned<{ data: PeerTubeVideoPassword[] }>(peertube, route, owned(id, options))).data;
}

/** Replaces the passwords of a protected video. @param passwords - 2 to 100 characters each. */
export async function setVideoPasswords(
  peertube: PeerTube,
  id: string | number,
  passwords: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  await changeVideo(peertube, 'PUT /videos/:id/passwords', { ...owned(id, options), json: { passwords } });
}
