import type { FakePeerTube } from './fake-peertube.js';
import type { Fields } from './fields.js';
import { fileState } from './file-state.js';
import { randomUuid } from './ids.js';
import { FILE_EXTENSIONS } from './labels.js';
import type { MediaFacts } from './media.js';
import { problem } from './problem.js';
import type { UserState, VideoState } from './state.js';
import { transcode } from './transcode.js';
import { createVideo, mustOwnChannel } from './video-fields.js';
import { extensionOf } from './video-json.js';

export interface ReceivedFile {
  key: string;
  filename: string;
  sizeBytes: number;
}

/** @throws Problem 415. The name may be strange when the type is known, and the other way round (contract §8). */
export function mustBeVideoType(filename: string, type: string): void {
  const known = FILE_EXTENSIONS.includes(extensionOf(filename)) && !type.startsWith('text/');
  if (known || type.startsWith('video/') || type.startsWith('audio/')) return;
  throw problem(
    415,
    `This file is not supported. Please, make sure it is of the following type: ${FILE_EXTENSIONS.join(', ')}`,
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
  const facts = await fake.media.probe(fake.storage, file.key);
  if (!facts) throw problem(422, 'Video file unreadable.');
  const video = createVideo(fake, channel, fields);
  const key = `source-${video.uuid}${extensionOf(file.filename)}`;
  await fake.storage.rename(file.key, key);
  adoptFile(fake, video, facts, { ...file, key });
  fake.state.uploadsCompleted += 1;
  fake.background(transcode(fake, video, facts));
  return video;
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
