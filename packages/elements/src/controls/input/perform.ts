import type { ControlledMedia } from '../controlled-media.js';
import { nextSpeed } from '../speeds.js';
import { clamp, type Timeline, timeAt } from '../timeline.js';
import { toggleCaptions } from './captions.js';
import { toggleFullscreen } from './fullscreen.js';
import type { Action } from './keys.js';
import { togglePictureInPicture } from './picture-in-picture.js';

/** Usual length of a frame: no page can read the real one. Seconds. */
const FRAME = 1 / 30;

/** Does an action. The result says whether there was something to do, so that other keys stay with the page. */
export function perform(action: Action, media: ControlledMedia, line: Timeline): boolean {
  switch (action.do) {
    case 'toggle-play':
      if (media.paused || media.ended) playQuietly(media);
      else media.pause();
      return true;
    case 'toggle-mute':
      toggleMute(media);
      return true;
    case 'toggle-fullscreen':
      return toggleFullscreen(media);
    case 'toggle-captions':
      return toggleCaptions(media);
    case 'toggle-pip':
      return togglePictureInPicture(media);
    case 'seek-by':
      return seekTo(media, line, media.currentTime + action.seconds);
    case 'seek-to':
      return seekTo(media, line, timeAt(line, action.part));
    case 'volume-by':
      setVolume(media, (media.muted ? 0 : media.volume) + action.amount);
      return true;
    case 'speed':
      media.playbackRate = nextSpeed(media.playbackRate, action.step);
      return true;
    case 'frame':
      return media.paused && seekTo(media, line, media.currentTime + action.step * FRAME);
  }
}

/** Plays; a browser that refuses, or a pause that comes first, is no error of the page. */
export function playQuietly(media: Pick<ControlledMedia, 'play'>): void {
  media.play().catch((error: unknown) => {
    if (!(error instanceof DOMException)) throw error;
  });
}

/** Sets the volume; any sound ends the silence, and none is silence. */
export function setVolume(media: Pick<ControlledMedia, 'muted' | 'volume'>, volume: number): void {
  const next = clamp(Math.round(volume * 100) / 100, 0, 1);
  media.volume = next;
  media.muted = next === 0;
}

/** Silence on and off. Off where the volume is nought gives half of it, or the button would seem broken. */
export function toggleMute(media: Pick<ControlledMedia, 'muted' | 'volume'>): void {
  if (!media.muted && media.volume > 0) {
    media.muted = true;
    return;
  }
  if (media.volume === 0) media.volume = 0.5;
  media.muted = false;
}

/** Seeks within what can be played. */
export function seekTo(media: Pick<ControlledMedia, 'currentTime'>, line: Timeline, seconds: number): boolean {
  if (!line.canSeek) return false;
  media.currentTime = clamp(seconds, line.start, line.end);
  return true;
}
