import type { FakePeerTube } from './fake-peertube.js';
import type { Fields } from './fields.js';
import { randomUuid } from './ids.js';
import type { VideoState } from './state.js';

/** What a live shows until somebody gives it a picture: the same bytes for every live, each in a file of its own. */
const LIVE_BACKGROUND = new TextEncoder().encode('a picture that says that this is a live');

/** Keeps the pictures of a form; a change gives them new names. */
export async function keepPictures(fake: FakePeerTube, video: VideoState, fields: Fields): Promise<void> {
  for (const name of ['thumbnailfile', 'previewfile'] as const) {
    const image = fields[name];
    if (!(image instanceof File)) continue;
    const key = `${randomUuid(fake.random)}.jpg`;
    await fake.storage.write(key, 0, image.stream());
    video[name === 'thumbnailfile' ? 'thumbnail' : 'preview'] = key;
  }
}

/** Gives a new live the picture that every new live has. */
export async function keepLiveBackground(fake: FakePeerTube, video: VideoState): Promise<void> {
  for (const key of [video.thumbnail, video.preview]) {
    await fake.storage.write(key, 0, new Blob([LIVE_BACKGROUND]).stream());
  }
}
