import { UploadError } from '../../../errors/upload-error.js';

/** The caption files that PeerTube takes. It distinguishes them by their extension alone. */
export type CaptionFormat = 'vtt' | 'srt';

/** Far behind any comment or style at the beginning of a file. */
const HEAD_BYTES = 65_536;
const SRT_TIMES = /^\s*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}/m;

/**
 * The format of a caption file by its content, whatever its name and type are.
 *
 * @throws {@link UploadError} `upload/unsupported-type` for anything else, such as Advanced SubStation Alpha (`.ass`) or
 * text that is not UTF-8: PeerTube would store it, and players show nothing.
 */
export async function captionFormat(file: Blob): Promise<CaptionFormat> {
  const head = (await file.slice(0, HEAD_BYTES).text()).replace(/^\uFEFF/, '');
  if (/^WEBVTT(\s|$)/.test(head)) return 'vtt';
  if (SRT_TIMES.test(head)) return 'srt';
  const kind = /^\s*\[Script Info\]/i.test(head) ? 'Advanced SubStation Alpha' : 'neither WebVTT nor SubRip in UTF-8';
  throw new UploadError(`The captions are ${kind}. Convert them to WebVTT (.vtt) or SubRip (.srt).`, {
    code: 'upload/unsupported-type',
    field: 'captions',
  });
}
