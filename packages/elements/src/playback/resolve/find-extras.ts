import type { PeerTubeChapter, PeerTubeStoryboard } from '@piyakast/sdk';
import type { Chapter, Storyboard, VideoExtras } from '../video-extras.js';
import type { PeerTubeAccess, VideoQuestion } from './access.js';

type ExtrasAccess = Pick<PeerTubeAccess, 'getChapters' | 'getStoryboards'>;

/** Asks an instance for chapters and previews. One that cannot be had does not take the other away. */
export async function findExtras(access: ExtrasAccess, id: string, question: VideoQuestion): Promise<VideoExtras> {
  const orNone = (what: string) => (error: unknown) => {
    question.signal?.throwIfAborted();
    console.warn(`piya: the ${what} of the video could not be found:`, error);
    return [];
  };
  const [chapters, storyboards] = await Promise.all([
    access.getChapters(id, question).catch(orNone('chapters')),
    access.getStoryboards(id, question).catch(orNone('previews')),
  ]);
  return { chapters: chaptersOf(chapters), storyboard: storyboards.map(storyboardOf)[0] };
}

function chaptersOf(chapters: readonly PeerTubeChapter[]): Chapter[] {
  return chapters.map(({ timecode, title }) => ({ start: timecode, title })).sort((a, b) => a.start - b.start);
}

function storyboardOf(board: PeerTubeStoryboard): Storyboard {
  return {
    url: board.url,
    width: board.totalWidth,
    height: board.totalHeight,
    tileWidth: board.spriteWidth,
    tileHeight: board.spriteHeight,
    interval: board.spriteDuration,
  };
}
