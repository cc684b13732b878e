import { isPiyaError } from '../../errors/piya-error.js';
import { UploadError } from '../../errors/upload-error.js';
import type { StepOptions } from '../../upload/types.js';
import type { PeerTube } from '../request/create-peertube.js';
import { captionFormat } from '../videos/captions/caption-format.js';
import { setCaption } from '../videos/captions/set-caption.js';
import { setChapters } from '../videos/chapters/set-chapters.js';
import type { PeerTubeUploadResult } from './find-uploaded.js';
import type { PeerTubeVideoFields } from './video-fields.js';

/** What is no error of the kit comes from the file of a caption. */
const READING_FAILED = { code: 'upload/source-unreadable', status: undefined, retryable: false };

/** Refuses captions of another format before a byte of the video is sent. @throws UploadError `upload/unsupported-type`. */
export async function checkExtras({ captions = [] }: Pick<PeerTubeVideoFields, 'captions'>): Promise<void> {
  for (const { file } of captions) await captionFormat(file);
}

/** Adds captions and chapters to the new video. Each replaces what is there, so it may run twice. */
export async function sendExtras(
  peertube: PeerTube,
  video: PeerTubeUploadResult,
  { captions = [], chapters = [] }: Pick<PeerTubeVideoFields, 'captions' | 'chapters'>,
  { signal }: StepOptions,
): Promise<void> {
  const { uuid } = video;
  let field = 'captions';
  try {
    for (const { language, file } of captions) {
      await setCaption(peertube, uuid, language, file, { signal });
    }
    field = 'chapters';
    if (chapters.length > 0) await setChapters(peertube, uuid, chapters, { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    const { code, status, retryable } = isPiyaError(cause) ? cause : READING_FAILED;
    const next = `The video is there, without all of its ${field}: upload it again with the same key, or add them to it.`;
    throw new UploadError(`${(cause as Error).message} ${next}`, { code, status, retryable, field, video, cause });
  }
}
