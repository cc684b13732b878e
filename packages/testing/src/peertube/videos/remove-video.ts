import type { FakePeerTube } from '../fake-peertube.js';
import type { VideoState } from './state.js';

/** Deletes a video and its bytes. A live that streams is cut at once. */
export async function removeVideo(fake: FakePeerTube, video: VideoState): Promise<void> {
  fake.state.videos = fake.state.videos.filter((one) => one !== video);
  if (video.live?.phase === 'publishing') await fake.liveMedia.stop?.(video);
  const keys = new Set([video.thumbnail, video.preview, ...video.files.map((file) => file.key)]);
  if (video.source) keys.add(video.source.key);
  for (const file of video.playlist?.files ?? []) keys.add(file.key);
  for (const key of keys) await fake.storage.remove(key);
}
