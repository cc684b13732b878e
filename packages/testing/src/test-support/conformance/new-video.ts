import type { Fields } from '../../peertube/http/fields.js';
import type { MediaFacts } from '../../peertube/media/media.js';
import { transcode } from '../../peertube/media/transcode.js';
import { adoptFile } from '../../peertube/uploads/finish-upload.js';
import type { VideoState } from '../../peertube/videos/state.js';
import { createVideo } from '../../peertube/videos/video-fields.js';
import { bytesOf } from './request-of.js';
import type { Replay } from './setup.js';

const FACTS: MediaFacts = { duration: 6, width: 426, height: 240, fps: 15, hasAudio: true, hasVideo: true };

export interface NewVideo {
  /** Username of the owner. */
  owner: string;
  id: number;
  uuid?: string;
  fields?: Fields;
  published?: boolean;
}

/** A video that existed before the recording began, under its recorded ids. */
export async function newVideo({ fake }: Replay, options: NewVideo): Promise<VideoState> {
  const user = fake.state.users.find((one) => one.username === options.owner);
  const channel = fake.state.channels.find((one) => one.userId === user?.id);
  if (!channel) throw new Error(`there is no user "${options.owner}"`);
  const video = createVideo(fake, channel, { name: `Video ${options.id}`, privacy: 1, ...options.fields });
  video.id = options.id;
  video.uuid = options.uuid ?? video.uuid;
  const key = `source-${video.uuid}`;
  const bytes = bytesOf(219_213);
  await fake.storage.write(key, 0, bytes);
  for (const image of [video.thumbnail, video.preview]) await fake.storage.write(image, 0, new Uint8Array(1000));
  adoptFile(fake, video, FACTS, { key, filename: 'small.mp4', sizeBytes: bytes.length });
  if (options.published ?? true) await transcode(fake, video, FACTS);
  return video;
}

/** What happens to a video that the recorder waited for. */
export const transcodeNow = ({ fake }: Replay, video: VideoState) => transcode(fake, video, FACTS);

export function videoAt({ fake }: Replay, uuid: string): VideoState {
  const video = fake.state.videos.find((one) => one.uuid === uuid);
  if (!video) throw new Error(`there is no video ${uuid}`);
  return video;
}
