import type { Chapter } from '../playback/video-extras.js';

/** The chapter at a time; undefined before the first one. */
export function chapterAt(chapters: readonly Chapter[], seconds: number): Chapter | undefined {
  return chapters.findLast(({ start }) => start <= seconds);
}
