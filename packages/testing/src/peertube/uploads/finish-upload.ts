import { randomUuid } from '../../runtime/ids.js';
import { fileExtensions } from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { Fields } from '../http/fields.js';
import { Problem, problem } from '../http/problem.js';
import { fileState } from '../media/file-state.js';
import type { MediaFacts } from '../media/media.js';
import { transcode } from '../media/transcode.js';
import type { UserState } from '../users/state.js';
import { isPicture } from '../videos/picture-bytes.js';
import type { VideoState } from '../videos/state.js';
import { createVideo, mustOwnChannel } from '../videos/video-fields.js';
import { extensionOf } from '../videos/video-json.js';

export interface ReceivedFile {
  key: string;
  filename: string;
  sizeBytes: number;
}

/** @throws Problem 415. The name may be strange when the type is known, and the other way round (docs/peertube §8). */
export function mustBeVideoType({ rules }: FakePeerTube, filename: string, type: string): void {
  const extensions = fileExtensions(rules);
  const known = extensions.includes(extensionOf(filename)) && !type.startsWith('text/');
  if (known || type.startsWith('video/') || type.startsWith('audio/')) return;
  throw problem(
    415,
    `This file is not supported. Please, make sure it is of the following type: ${extensions.join(', ')}`,
  );
}

/** Makes a video of a received file and begins its transcoding. @throws Problem 400 for a channel that is gone, 422. */
export async function finishUpload(
  fake: FakePeerTube,
  user: UserState,
  fields: Fields,
  file: ReceivedFile,
): Promise<VideoState> {
  const channel = mustOwnChannel(fake, user, fields);
  const { brokenFiles } = fake.faults.current;
  if (brokenFiles !== null && file.filename.includes(brokenFiles)) {
    throw new Problem({ status: 500, detail: 'ffprobe exited with code 1', code: 'Error' });
  }
  const facts = await fake.media.probe(fake.storage, file.key);
  if (!facts) throw problem(422, 'Video file unreadable.');
  await mustBeMakeable(fake, fields, file.filename);
  const video = createVideo(fake, channel, fields);
  const key = `source-${video.uuid}${extensionOf(file.filename)}`;
  await fake.storage.rename(file.key, key);
  adoptFile(fake, video, facts, { ...file, key });
  fake.state.uploadsCompleted += 1;
  fake.background(transcode(fake, video, facts));
  return video;
}

/**
 * What fails only now, with the last byte: a broken or empty picture, and a type of file that can be announced and not be
 * stored (§8, seen on both versions).
 *
 * @throws Problem 500, or 400 for a picture on 8.2.
 */
async function mustBeMakeable(fake: FakePeerTube, fields: Fields, filename: string): Promise<void> {
  for (const picture of [fields.thumbnailfile, fields.previewfile]) {
    if (!(picture instanceof File) || (await isPicture(picture))) continue;
    const { status, detail } = fake.rules.uploads.brokenPicture;
    throw new Problem({ status, detail, ...(status === 500 ? { code: 'Error' } : {}) });
  }
  const extension = extensionOf(filename);
  if (extension !== '.opus') return;
  const detail = `Validation error: "${extension}" is not a valid extname.`;
  throw new Problem({ status: 500, detail, code: 'SequelizeValidationError' });
}

/** Gives a video its original file. */
export function adoptFile(fake: FakePeerTube, video: VideoState, facts: MediaFacts, file: ReceivedFile): void {
  video.duration = Math.floor(facts.duration);
  video.aspectRatio = facts.height > 0 ? Math.round((facts.width / facts.height) * 10_000) / 10_000 : null;
  video.source = {
    inputFilename: file.filename,
    key: file.key,
    sizeBytes: file.sizeBytes,
    width: facts.width,
    height: facts.height,
    fps: facts.fps,
    createdAt: fake.isoNow(),
  };
  video.files = [
    fileState(fake, facts, {
      kind: 'web-video',
      name: `${randomUuid(fake.random)}-${facts.height}${extensionOf(file.filename) || '.mp4'}`,
      key: file.key,
      sizeBytes: file.sizeBytes,
    }),
  ];
}
