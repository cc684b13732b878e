import type { MediaFacts } from './media-facts.js';

/** What is to be made of a file, so that every browser plays it. */
export type CopyPlan =
  /** The original plays as it is. */
  | { kind: 'plays' }
  /** The same streams in a container that browsers know. */
  | { kind: 'remux'; container: 'mp4' | 'webm' }
  /** Other codecs; a picture also in several heights. */
  | { kind: 'transcode'; heights: number[] };

const HEIGHTS = [240, 360, 480, 720, 1080, 1440, 2160];
/** 4:2:0 in 8 bit; browsers show no other H.264 everywhere. */
const PLAIN_PIXELS = new Set(['yuv420p', 'yuvj420p']);
const MP4_AUDIO = new Set(['aac', 'mp3']);
const WEBM_VIDEO = new Set(['vp8', 'vp9', 'av1']);
const WEBM_AUDIO = new Set(['opus', 'vorbis']);
/** Sound alone, by demuxer, and what it may hold. */
const PLAIN_SOUND: Record<string, ReadonlySet<string>> = {
  mp3: new Set(['mp3']),
  wav: new Set(['pcm_s16le', 'pcm_u8']),
  flac: new Set(['flac']),
  ogg: new Set(['vorbis', 'opus', 'flac']),
  mp4: new Set(['aac', 'mp3']),
  webm: WEBM_AUDIO,
};

/**
 * Decides by what is in the file, whatever its name says.
 *
 * @param container - As the SDK recognised it: ffmpeg has one demuxer for Matroska and WebM.
 */
export function planCopy(media: MediaFacts, container: string | null): CopyPlan {
  const { video, audio, formats } = media;
  if (video === undefined) {
    const plays = formats.some((format) => PLAIN_SOUND[format]?.has(audio?.codec ?? '') ?? false);
    return plays ? { kind: 'plays' } : { kind: 'transcode', heights: [] };
  }
  const sound = (known: ReadonlySet<string>) => audio === undefined || known.has(audio.codec);
  if (video.codec === 'h264' && PLAIN_PIXELS.has(video.pixelFormat) && sound(MP4_AUDIO)) {
    // Not every browser takes a QuickTime file for what it is.
    const isMp4 = formats.includes('mp4') && media.brand !== 'qt';
    return isMp4 ? { kind: 'plays' } : { kind: 'remux', container: 'mp4' };
  }
  if (WEBM_VIDEO.has(video.codec) && video.pixelFormat === 'yuv420p' && sound(WEBM_AUDIO)) {
    return container === 'webm' ? { kind: 'plays' } : { kind: 'remux', container: 'webm' };
  }
  return { kind: 'transcode', heights: heightsOf(video) };
}

/** From 240 lines up to the picture's own, which is the last one. */
function heightsOf({ height }: { height: number }): number[] {
  const own = Math.max(2, height - (height % 2));
  return [...HEIGHTS.filter((one) => one < own), own];
}
