import type { Appender } from './appender.js';
import type { Track } from './init-segment.js';
import type { MediaPlaylist } from './playlist.js';

/** The running media that an engine takes over. */
export interface RunningMedia {
  readonly mediaSource: MediaSource;
  /** By the names that hls.js gives them: `audiovideo`, or `video` and `audio`. */
  readonly tracks: Record<string, { id: 'main' | 'audio'; container: string; codec: string; buffer: SourceBuffer }>;
  /** The address of the level's playlist. */
  readonly levelUrl: string;
  /** Where the first segment in the buffer begins. Seconds. */
  readonly startTime: number;
  /** Whether a segment is in the buffer as a whole. */
  has(url: string, start: number): boolean;
}

/** One playlist that is played, and its buffer. */
export interface Stream {
  readonly name: 'audiovideo' | 'video' | 'audio';
  readonly list: MediaPlaylist;
  appender: Appender | undefined;
  tracks: readonly Track[] | undefined;
  /** Index of the segment that is fetched next. */
  next: number;
}

/** Names tracks as hls.js does: where they differ, it sets the media up anew, and playback stops. */
export function tracksOf(streams: readonly Stream[]): RunningMedia['tracks'] {
  const named: RunningMedia['tracks'] = {};
  for (const { appender, name, tracks = [] } of streams) {
    if (appender === undefined) continue;
    // Sound first.
    const codecs = [...tracks].sort((a, b) => a.kind.localeCompare(b.kind)).map(({ codec }) => codec);
    const isSound = name === 'audio';
    named[name] = {
      id: isSound ? 'audio' : 'main',
      container: isSound ? 'audio/mp4' : 'video/mp4',
      codec: codecs.join(','),
      buffer: appender.buffer,
    };
  }
  return named;
}
