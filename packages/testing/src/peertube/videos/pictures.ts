import { randomUuid } from '../../runtime/ids.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { Fields } from '../http/fields.js';
import { Problem } from '../http/problem.js';
import type { VideoPlaylistState } from '../playlists/state.js';
import type { VideoState } from './state.js';

/** What a live shows until it gets a picture: the same bytes for every live, in separate files. */
const LIVE_BACKGROUND = new TextEncoder().encode('a picture that says that this is a live');

/** Keeps the pictures of a form; a change gives them new names. */
export async function keepPictures(fake: FakePeerTube, video: VideoState, fields: Fields): Promise<void> {
  video.thumbnail = (await kept(fake, fields.thumbnailfile)) ?? video.thumbnail;
  video.preview = (await kept(fake, fields.previewfile)) ?? video.preview;
}

/** Keeps the one picture that a playlist has. @throws Problem 500 for a second one. */
export async function keepPicture(fake: FakePeerTube, playlist: VideoPlaylistState, fields: Fields): Promise<void> {
  if (fields.previewfile !== undefined) throw new Problem({ status: 500, detail: 'Unexpected field' });
  const key = await kept(fake, fields.thumbnailfile);
  if (key !== undefined) playlist.thumbnail = key;
}

async function kept(fake: FakePeerTube, image: unknown): Promise<string | undefined> {
  if (!(image instanceof File)) return undefined;
  const key = `${randomUuid(fake.random)}.jpg`;
  await fake.storage.write(key, 0, image.stream());
  return key;
}

/** Gives a new live the picture that every new live has. */
export async function keepLiveBackground(fake: FakePeerTube, video: VideoState): Promise<void> {
  for (const key of [video.thumbnail, video.preview]) {
    await fake.storage.write(key, 0, new Blob([LIVE_BACKGROUND]).stream());
  }
}
