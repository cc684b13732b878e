import type { PeerTube } from '../peertube/create-peertube.js';
import { setCaption, setChapters } from '../peertube/video-parts.js';
import type { StepOptions } from './types.js';
import type { PeerTubeVideoFields } from './video-fields.js';

/** Adds captions and chapters to the new video. Each replaces what is there, so it may run twice. */
export async function sendExtras(
  peertube: PeerTube,
  uuid: string,
  { captions = [], chapters = [] }: Pick<PeerTubeVideoFields, 'captions' | 'chapters'>,
  { signal }: StepOptions,
): Promise<void> {
  for (const { language, file } of captions) {
    await setCaption(peertube, uuid, language, new File([file], await captionName(file)), { signal });
  }
  if (chapters.length > 0) await setChapters(peertube, uuid, chapters, { signal });
}

/** PeerTube tells the two formats by the extension; the first line tells them surely. */
async function captionName(file: Blob): Promise<string> {
  const head = await file.slice(0, 16).text();
  return head.replace(/^\uFEFF/, '').startsWith('WEBVTT') ? 'captions.vtt' : 'captions.srt';
}
