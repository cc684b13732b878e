import type { Chapter } from '../playback/video-extras.js';
import type { ControlledMedia } from './controlled-media.js';

/** The chapters of a video: those that its server gave, else those of a `<track kind="chapters">`. */
export function chaptersOf({ chapters, textTracks }: ControlledMedia): readonly Chapter[] {
  if (chapters.length > 0) return chapters;
  const track = [...(textTracks ?? [])].find(({ kind }) => kind === 'chapters');
  if (track === undefined) return chapters;
  // A disabled track loads nothing.
  if (track.mode === 'disabled') track.mode = 'hidden';
  return [...(track.cues ?? [])].map((cue) => ({ start: cue.startTime, title: (cue as VTTCue).text }));
}
