import type { FakePeerTube } from '../fake-peertube.js';
import type { MediaFacts } from './media.js';
import type { FileState } from './state.js';

/** One file of a video, as the API lists it. */
export function fileState(
  fake: FakePeerTube,
  facts: MediaFacts,
  fields: Pick<FileState, 'kind' | 'name' | 'key' | 'sizeBytes'>,
): FileState {
  return {
    id: fake.nextId('file'),
    resolution: facts.height,
    width: facts.width,
    height: facts.height,
    fps: facts.fps,
    hasAudio: facts.hasAudio,
    hasVideo: facts.hasVideo,
    hasTorrent: fields.kind === 'hls',
    ...fields,
  };
}
